// Where everything of a statechart stands on the page. dagre does the placing, one level at a time from the innermost out; it is
// loaded only where a statechart is shown.
import { Graph, type EdgeLabel, type GraphLabel, type NodeLabel, layout as place } from '@dagrejs/dagre';
import { type Area, type Point, type Route, dock } from './docking.ts';
import { bundlesWithin } from './lifted.ts';
import type { StateNode, Statechart } from './machine-definition.ts';
import { LINE_HEIGHT, NAME_HEIGHT, PADDING, nameWidth, widest } from './measure.ts';
import { type Line, arrowLines, boxLines } from './wording.ts';

/** `states`: their names alone, to see the whole at once. `events`: with all that is heard and where it leads. */
export type Detail = 'states' | 'events';

export interface Box extends Area {
  readonly node: StateNode;
  readonly lines: readonly Line[];
}

export interface Arrow {
  readonly id: string;
  /** Of each transition that the arrow stands for; none for the arrow to an initial state. */
  readonly transitions: readonly string[];
  readonly points: readonly Point[];
  readonly label: Area | null;
  readonly lines: readonly Line[];
}

export interface StatechartLayout {
  readonly width: number;
  readonly height: number;
  /** Outer before inner, so that they can be painted in this order. */
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** One level laid out with all inside it, its corner at (0, 0). */
interface Level extends StatechartLayout {
  readonly lines: readonly Line[];
}

interface Way {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly lines: readonly Line[];
}

type Placing = Graph<GraphLabel, NodeLabel, EdgeLabel>;

const SPACE = {
  states: { nodesep: 20, edgesep: 12, ranksep: 26, marginx: 14, marginy: 12 },
  events: { nodesep: 20, edgesep: 12, ranksep: 20, marginx: 16, marginy: 14 },
} as const;

const DOT_SIZE = 10;
const DOT = '\u0000initial';

const headHeight = (lines: readonly Line[]): number =>
  NAME_HEIGHT + (lines.length === 0 ? 4 : lines.length * LINE_HEIGHT + PADDING);

function sizeOf(node: StateNode, { lines, width, height }: Level): Pick<Area, 'width' | 'height'> {
  const texts = widest(lines.map(({ text }) => text));
  return {
    width: Math.max(nameWidth(node.key) + 2 * PADDING, texts + 2 * PADDING, width),
    height: headHeight(lines) + height,
  };
}

function labelOf(lines: readonly Line[], detail: Detail): EdgeLabel {
  if (lines.length === 0) return { weight: 4 };
  if (detail === 'states') return { width: 4, height: 4, labelpos: 'c' };
  const width = widest(lines.map(({ text }) => text)) + PADDING;
  return { width, height: lines.length * LINE_HEIGHT + 4, labelpos: 'c' };
}

function waysWithin(chart: Statechart, holder: StateNode): readonly Way[] {
  const { initial, path } = holder;
  const start: Way[] = initial === null ? [] : [{ id: `initial:${path}`, source: DOT, target: initial, lines: [] }];
  const bundles = bundlesWithin(chart, holder).map(({ source, target, transitions }): Way => ({
    id: `${source}:${target}`,
    source,
    target,
    lines: arrowLines(transitions),
  }));
  return [...start, ...bundles];
}

/** dagre speaks of middles. */
function areaOf({ x = 0, y = 0, width = 0, height = 0 }: Partial<Area>): Area {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

const moved = <Kind extends Area>(area: Kind, by: Point): Kind => ({ ...area, x: area.x + by.x, y: area.y + by.y });

function movedArrow(arrow: Arrow, by: Point): Arrow {
  const points = arrow.points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y }));
  return { ...arrow, points, label: arrow.label === null ? null : moved(arrow.label, by) };
}

/**
 * Whoever wrote the machine wrote its states in the order of life: what leads back in that order is laid out the other way
 * round, so that life runs in one direction whichever circles there are.
 */
function isBackwards(holder: StateNode, { source, target }: Way): boolean {
  return source !== DOT && holder.children.indexOf(source) > holder.children.indexOf(target);
}

/** The way as dagre is told it: always onwards. */
function onwards(holder: StateNode, way: Way): readonly [string, string] {
  return isBackwards(holder, way) ? [way.target, way.source] : [way.source, way.target];
}

function routeOf(graph: Placing, holder: StateNode, way: Way): Route {
  const [from, to] = onwards(holder, way);
  return { from, to, points: graph.edge(from, to, way.id).points ?? [] };
}

function arrowOf(graph: Placing, holder: StateNode, way: Way, points: readonly Point[]): Arrow {
  const [from, to] = onwards(holder, way);
  return {
    id: way.id,
    transitions: way.lines.flatMap(({ transitions }) => transitions),
    points: isBackwards(holder, way) ? points.toReversed() : points,
    label: way.lines.length === 0 ? null : areaOf(graph.edge(from, to, way.id)),
    lines: way.lines,
  };
}

function placeLevel(chart: Statechart, holder: StateNode, detail: Detail): Level {
  const lines = detail === 'states' ? [] : boxLines(chart, holder);
  const children = holder.children.map((path) => chart.states.get(path)).filter((node) => node !== undefined);
  if (children.length === 0) return { width: 0, height: 0, boxes: [], arrows: [], lines };
  const graph: Placing = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ multigraph: true });
  const rankdir = holder.parent === null || detail === 'events' ? 'TB' : 'LR';
  graph.setGraph({ rankdir, ...SPACE[detail] });
  const levels = new Map(children.map((node) => [node, placeLevel(chart, node, detail)]));
  for (const [node, level] of levels) graph.setNode(node.path, sizeOf(node, level));
  if (holder.initial !== null) graph.setNode(DOT, { width: DOT_SIZE, height: DOT_SIZE });
  const ways = waysWithin(chart, holder);
  for (const way of ways) graph.setEdge(...onwards(holder, way), labelOf(way.lines, detail), way.id);
  place(graph);
  const boxes: Box[] = [];
  const areas = new Map([...graph.nodes()].map((path) => [path, areaOf(graph.node(path))]));
  const routes = dock(
    ways.map((way) => routeOf(graph, holder, way)),
    areas,
    rankdir === 'TB' ? 'down' : 'across',
  );
  const arrows = ways.map((way, index) => arrowOf(graph, holder, way, routes[index] ?? []));
  for (const [node, level] of levels) {
    const area = areas.get(node.path) ?? areaOf({});
    const inner = { x: area.x + (area.width - level.width) / 2, y: area.y + headHeight(level.lines) };
    boxes.push({ ...area, node, lines: level.lines }, ...level.boxes.map((box) => moved(box, inner)));
    arrows.push(...level.arrows.map((arrow) => movedArrow(arrow, inner)));
  }
  const { width = 0, height = 0 } = graph.graph();
  return { width, height, boxes, arrows, lines };
}

/** Of nothing where the definition has no states. */
export function layoutStatechart(chart: Statechart, detail: Detail): StatechartLayout {
  const root = chart.states.get('');
  if (root === undefined) return { width: 0, height: 0, boxes: [], arrows: [] };
  const { width, height, boxes, arrows } = placeLevel(chart, root, detail);
  return { width, height, boxes, arrows };
}
