// What must hold of any drawing: everything is on it, nothing covers anything else, and every arrow joins what it says it joins.
import { describe, expect, test } from 'vitest';
import { ROLLING_DEFINITION } from '../../../machines/rolling.definition.ts';
import { arrowPath } from '../../../src/console/statechart/arrow-path.ts';
import type { Area } from '../../../src/console/statechart/docking.ts';
import { type Detail, layoutStatechart } from '../../../src/console/statechart/layout.ts';
import { readDefinition } from '../../../src/console/statechart/machine-definition.ts';
import { textWidth } from '../../../src/console/statechart/measure.ts';
import { fit, following, opening, zoomed } from '../../../src/console/statechart/viewport.ts';

const chart = readDefinition(ROLLING_DEFINITION);
const DETAILS: readonly Detail[] = ['states', 'events'];

const contains = (outer: Area, inner: Area): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const overlap = (one: Area, other: Area): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Whether a point lies on the edge of an area, give or take half a pixel. */
function touches({ x, y }: { readonly x: number; readonly y: number }, area: Area): boolean {
  const around = { x: area.x - 0.5, y: area.y - 0.5, width: area.width + 1, height: area.height + 1 };
  const within = { x: area.x + 0.5, y: area.y + 0.5, width: area.width - 1, height: area.height - 1 };
  const point = { x, y, width: 0, height: 0 };
  return contains(around, point) && !contains(within, point);
}

describe.each(DETAILS)('the drawing of the rolling’s statechart, with its %s', (detail) => {
  const layout = layoutStatechart(chart, detail);
  const boxOf = (path: string): Area => layout.boxes.find(({ node }) => node.path === path)!;

  test('shows every state, each inside the one that holds it', () => {
    expect(layout.boxes.map(({ node }) => node.path).toSorted()).toEqual(
      [...chart.states.keys()].filter((path) => path !== '').toSorted(),
    );
    for (const box of layout.boxes) {
      const { parent, path } = box.node;
      const holder = parent === null || parent === '' ? { x: 0, y: 0, ...layout } : boxOf(parent);
      expect(contains(holder, box), path).toBe(true);
    }
  });

  test('no state covers another', () => {
    const covering = layout.boxes.flatMap((one) =>
      layout.boxes
        .filter((other) => one !== other && one.node.parent === other.node.parent && overlap(one, other))
        .map((other) => `${one.node.path} and ${other.node.path}`),
    );
    expect(covering).toEqual([]);
  });

  test('every arrow runs from the edge of one state to the edge of another', () => {
    for (const { id, points } of layout.arrows.filter(({ lines }) => lines.length > 0)) {
      const [source = '', target = ''] = id.split(':');
      expect(touches(points[0]!, boxOf(source)), `${id} leaves`).toBe(true);
      expect(touches(points.at(-1)!, boxOf(target)), `${id} arrives`).toBe(true);
    }
  });

  test('every transition is on the drawing: by an arrow where it leads out of a state', () => {
    const drawn = new Set(layout.arrows.flatMap(({ transitions }) => transitions));
    const leading = chart.transitions.filter(({ source, target }) => target !== null && target !== source);
    expect(leading.filter(({ id }) => !drawn.has(id))).toEqual([]);
  });

  test('is the same whenever it is drawn', () => {
    expect(layoutStatechart(chart, detail)).toEqual(layout);
  });
});

describe('the drawing with all events', () => {
  const layout = layoutStatechart(chart, 'events');

  test('tells every transition in words, with its guard, and has room for them', () => {
    const told = [...layout.boxes, ...layout.arrows].flatMap(({ lines }) => lines);
    const named = new Set(told.flatMap(({ transitions }) => transitions));
    expect(chart.transitions.filter(({ id }) => !named.has(id))).toEqual([]);
    for (const { id, event, guard } of chart.transitions) {
      const line = told.find(({ transitions }) => transitions.includes(id));
      expect(line?.text).toContain(guard === null ? event : `${event} [${guard}]`);
    }
    for (const { width, lines } of layout.boxes) {
      for (const { text } of lines) expect(textWidth(text)).toBeLessThan(width);
    }
  });

  test('a state inside another names where it leads out of it', () => {
    const attempting = layout.boxes.find(({ node }) => node.path === 'completing.attempting');
    expect(attempting?.lines.map(({ text }) => text)).toContain('WALLET_DONE → completed');
  });

  test('no label of an arrow covers a state', () => {
    const leaves = layout.boxes.filter(({ node }) => node.children.length === 0);
    for (const { id, label } of layout.arrows) {
      const covered = label === null ? [] : leaves.filter((box) => overlap(box, label));
      expect(
        covered.map(({ node }) => node.path),
        id,
      ).toEqual([]);
    }
  });
});

test('a bend is round, and an arrow without one is straight', () => {
  expect(
    arrowPath([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
    ]),
  ).toBe('M0 0L0 10');
  expect(
    arrowPath([
      { x: 0, y: 0 },
      { x: 0, y: 20 },
      { x: 20, y: 20 },
    ]),
  ).toBe('M0 0L0 13Q0 20 7 20L20 20');
  expect(arrowPath([])).toBe('');
});

describe('what is seen of it', () => {
  const size = { width: 800, height: 600 };
  const live = { x: 2_000, y: 300, width: 100, height: 40 };

  test('the whole, in the middle', () => {
    expect(fit({ width: 1_552, height: 576 }, size)).toEqual({ left: 12, top: 156, scale: 0.5 });
  });

  test('begins with the live state where the whole would be too small to read', () => {
    const view = opening({ width: 4_000, height: 2_000 }, live, size);
    expect(view.scale).toBeGreaterThan(0.7);
    expect(following(view, live, { width: 4_000, height: 2_000 }, size)).toBe(view);
  });

  test('moves only when what is live would leave it', () => {
    const view = { left: 0, top: 0, scale: 1 };
    const drawing = { width: 4_000, height: 2_000 };
    expect(following(view, { x: 10, y: 10, width: 50, height: 50 }, drawing, size)).toBe(view);
    expect(following(view, live, drawing, size)).toEqual({ left: 400 - 2_050, top: 300 - 320, scale: 1 });
    const corner = { x: 3_980, y: 1_990, width: 20, height: 10 };
    expect(following(view, corner, drawing, size)).toEqual({ left: 800 - 4_000, top: 600 - 2_000, scale: 1 });
  });

  test('keeps what is under the pointer where it is, and never gets out of hand', () => {
    expect(zoomed({ left: 0, top: 0, scale: 1 }, 2, { x: 100, y: 50 })).toEqual({ left: -100, top: -50, scale: 2 });
    expect(zoomed({ left: 0, top: 0, scale: 1 }, 1_000, { x: 0, y: 0 }).scale).toBe(3);
  });
});
