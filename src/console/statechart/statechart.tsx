// A statechart that can be watched: drawn whole, the live state marked, what may come next in colour; moved and scaled at will.
import { useEffect, useMemo, useState } from 'preact/hooks';
import '../styles/statechart.css';
import { Drawing, type Marks } from './drawing.tsx';
import type { Area } from './docking.ts';
import type { Detail, StatechartLayout } from './layout.ts';
import type { Statechart as Chart } from './machine-definition.ts';
import { activePaths, availableTransitions, valueText } from './state-value.ts';
import { type ViewportControl, useViewport } from './use-viewport.ts';
import { fit, following, opening } from './viewport.ts';

interface Props {
  readonly chart: Chart;
  /** The state value that is shown: the live one, or one of the past. */
  readonly value: unknown;
  readonly isPast: boolean;
  /** Ids of transitions to be shown among the others. */
  readonly pointed: ReadonlySet<string>;
}

const ZOOM = 1.25;

/** The layout library comes with it, and only now. */
function useLayout(chart: Chart, detail: Detail): { layout: StatechartLayout | null; failure: string | null } {
  const [drawn, setDrawn] = useState<{ of: Chart; detail: Detail; layout: StatechartLayout } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    import('./layout.ts')
      .then(({ layoutStatechart }) => {
        if (isWanted) setDrawn({ of: chart, detail, layout: layoutStatechart(chart, detail) });
      })
      .catch((error: unknown) => {
        if (isWanted) setFailure(error instanceof Error ? error.message : String(error));
      });
    return () => {
      isWanted = false;
    };
  }, [chart, detail]);
  return { layout: drawn?.of === chart && drawn.detail === detail ? drawn.layout : null, failure };
}

function innermostBox(layout: StatechartLayout, active: readonly string[]): Area | null {
  const deepest = active.toSorted((one, other) => other.length - one.length)[0];
  return layout.boxes.find(({ node }) => node.path === deepest) ?? null;
}

/** The first sight of a drawing, and after that only what keeps the live state in sight. */
function useOpening(control: ViewportControl, layout: StatechartLayout | null, live: Area | null): void {
  const { size, setView } = control;
  const hasSize = size !== null && size.width > 0;
  useEffect(() => {
    if (layout !== null && hasSize) setView(() => opening(layout, live, size));
    // Not at every step: following does that.
  }, [layout, hasSize]);
  useEffect(() => {
    if (live !== null && layout !== null && hasSize) setView((view) => following(view, live, layout, size));
  }, [live]);
}

interface ToolsProps {
  readonly detail: Detail;
  readonly setDetail: (detail: Detail) => void;
  readonly control: ViewportControl;
  readonly onFit: () => void;
}

function Tools({ detail, setDetail, control, onFit }: ToolsProps) {
  return (
    <div class="sc-tools" role="toolbar" aria-label="Statechart">
      <div class="segmented" role="group" aria-label="What is drawn">
        {(['states', 'events'] as const).map((each) => (
          <button key={each} type="button" aria-pressed={each === detail} onClick={() => setDetail(each)}>
            {each === 'states' ? 'States' : 'States and events'}
          </button>
        ))}
      </div>
      <button type="button" class="button small" aria-label="Smaller" onClick={() => control.zoomBy(1 / ZOOM)}>
        −
      </button>
      <button type="button" class="button small" aria-label="Larger" onClick={() => control.zoomBy(ZOOM)}>
        +
      </button>
      <button type="button" class="button small" onClick={onFit}>
        Fit
      </button>
    </div>
  );
}

export function Statechart({ chart, value, isPast, pointed }: Props) {
  const [detail, setDetail] = useState<Detail>('states');
  const { layout, failure } = useLayout(chart, detail);
  const control = useViewport();
  const shown = JSON.stringify(value);
  const marks = useMemo<Marks>(() => {
    const active = activePaths(value);
    const available = availableTransitions(chart, active).map(({ id }) => id);
    return { active: new Set(active), available: new Set(available), pointed };
  }, [chart, shown, pointed]);
  const live = useMemo(() => (layout === null ? null : innermostBox(layout, [...marks.active])), [layout, shown]);
  useOpening(control, layout, live);
  const { view, size } = control;
  const onFit = (): void => {
    if (layout !== null && size !== null) control.setView(() => fit(layout, size));
  };
  return (
    <div class="sc">
      <Tools detail={detail} setDetail={setDetail} control={control} onFit={onFit} />
      <div
        ref={control.frame}
        class={isPast ? 'sc-frame sc-past' : 'sc-frame'}
        role="group"
        aria-label={`Statechart, ${isPast ? 'then' : 'now'} in ${valueText(value)}. Arrow keys move it, plus and minus scale it.`}
        tabIndex={0}
        onKeyDown={control.onKeyDown}
        onPointerDown={control.onPointerDown}
      >
        {failure !== null && <p class="empty">The drawing could not be loaded: {failure}</p>}
        {layout === null && failure === null && <p class="empty">Drawing…</p>}
        {layout !== null && (
          <svg aria-hidden="true" data-value={valueText(value)}>
            <g transform={`translate(${view.left} ${view.top}) scale(${view.scale})`}>
              <Drawing layout={layout} chart={chart} marks={marks} hasLabels={detail === 'events'} />
            </g>
          </svg>
        )}
      </div>
    </div>
  );
}
