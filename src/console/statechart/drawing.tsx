// The statechart as SVG: boxes and arrows where the layout put them, and on top of it what is live and what may come next.
import { memo } from 'preact/compat';
import { arrowPath } from './arrow-path.ts';
import type { Arrow, Box, StatechartLayout } from './layout.ts';
import type { Statechart } from './machine-definition.ts';
import { LINE_HEIGHT, NAME_HEIGHT, PADDING } from './measure.ts';
import type { Line } from './wording.ts';

export interface Marks {
  /** Paths of states. */
  readonly active: ReadonlySet<string>;
  /** Ids of transitions that may come next. */
  readonly available: ReadonlySet<string>;
  /** Ids of transitions that somebody points at. */
  readonly pointed: ReadonlySet<string>;
}

const meets = (ids: readonly string[], marked: ReadonlySet<string>): boolean => ids.some((id) => marked.has(id));

function TextLines({ lines, x, y, marks }: { lines: readonly Line[]; x: number; y: number; marks: Marks }) {
  return (
    <text class="sc-line">
      {lines.map(({ text, transitions }, index) => (
        <tspan
          key={text}
          x={x}
          y={y + index * LINE_HEIGHT}
          class={meets(transitions, marks.available) ? 'sc-available' : undefined}
        >
          {text}
        </tspan>
      ))}
    </text>
  );
}

function StateBox({ box, chart, marks }: { box: Box; chart: Statechart; marks: Marks }) {
  const { node, x, y, width, height, lines } = box;
  const isEnd = chart.ends.has(node.path);
  const classes = [
    'sc-state',
    node.children.length > 0 ? 'sc-holder' : '',
    node.kind === 'parallel' ? 'sc-parallel' : '',
    isEnd ? 'sc-end' : '',
    marks.active.has(node.path) ? 'sc-active' : '',
  ];
  return (
    <g class={classes.filter((each) => each !== '').join(' ')} data-state={node.path}>
      <rect x={x} y={y} width={width} height={height} rx={8} />
      {isEnd && <rect class="sc-inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={5.5} />}
      <text class="sc-name" x={x + PADDING} y={y + NAME_HEIGHT - 8}>
        {node.key}
      </text>
      {node.kind === 'history' && <title>history</title>}
      <TextLines lines={lines} x={x + PADDING} y={y + NAME_HEIGHT + 9} marks={marks} />
    </g>
  );
}

function arrowTone({ transitions }: Arrow, marks: Marks): string {
  if (meets(transitions, marks.pointed)) return 'pointed';
  return meets(transitions, marks.available) ? 'available' : 'plain';
}

function ArrowLine({ arrow, tone }: { arrow: Arrow; tone: string }) {
  return (
    <g class={`sc-arrow sc-${tone}`}>
      <path d={arrowPath(arrow.points)} marker-end={`url(#sc-tip-${tone})`} />
      {arrow.lines.length > 0 && <title>{arrow.lines.map(({ text }) => text).join('\n')}</title>}
      {arrow.lines.length === 0 && <circle cx={arrow.points[0]?.x} cy={arrow.points[0]?.y} r={4} />}
    </g>
  );
}

function ArrowLabel({ arrow, tone, marks }: { arrow: Arrow; tone: string; marks: Marks }) {
  if (arrow.label === null) return null;
  const { x, y, width, height } = arrow.label;
  return (
    <g class={`sc-label sc-${tone}`}>
      <rect x={x} y={y} width={width} height={height} rx={3} />
      <TextLines lines={arrow.lines} x={x + PADDING / 2} y={y + 13} marks={marks} />
    </g>
  );
}

const TONES = ['plain', 'available', 'pointed'] as const;

function Tips() {
  return (
    <defs>
      {TONES.map((tone) => (
        <marker
          key={tone}
          id={`sc-tip-${tone}`}
          class={`sc-tip sc-${tone}`}
          viewBox="0 0 10 10"
          refX={9}
          refY={5}
          markerWidth={8}
          markerHeight={8}
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 1L10 5L0 9z" />
        </marker>
      ))}
    </defs>
  );
}

interface Props {
  readonly layout: StatechartLayout;
  readonly chart: Statechart;
  readonly marks: Marks;
  readonly hasLabels: boolean;
}

/** Painted anew only where something on it changed, not at every move of the view. */
export const Drawing = memo(function Drawing({ layout, chart, marks, hasLabels }: Props) {
  const arrows = layout.arrows
    .map((arrow) => ({ arrow, tone: arrowTone(arrow, marks) }))
    .toSorted((one, other) => TONES.findIndex((tone) => tone === one.tone) - TONES.findIndex((t) => t === other.tone));
  const holders = layout.boxes.filter(({ node }) => node.children.length > 0);
  const leaves = layout.boxes.filter(({ node }) => node.children.length === 0);
  return (
    <>
      <Tips />
      {[...holders, ...leaves].map((box) => (
        <StateBox key={box.node.path} box={box} chart={chart} marks={marks} />
      ))}
      {arrows.map(({ arrow, tone }) => (
        <ArrowLine key={arrow.id} arrow={arrow} tone={tone} />
      ))}
      {hasLabels &&
        arrows.map(({ arrow, tone }) => <ArrowLabel key={arrow.id} arrow={arrow} tone={tone} marks={marks} />)}
    </>
  );
});
