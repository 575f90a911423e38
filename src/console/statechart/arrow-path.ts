// An arrow's points as an SVG path whose bends are round.
import type { Point } from './docking.ts';

const RADIUS = 7;

const distance = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  const share = whole === 0 ? 0 : Math.min(1, length / whole);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const text = ({ x, y }: Point): string => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;

export function arrowPath(points: readonly Point[]): string {
  const [start, ...rest] = points;
  const end = rest.at(-1);
  if (start === undefined || end === undefined) return '';
  let path = `M${text(start)}`;
  for (const [index, bend] of rest.slice(0, -1).entries()) {
    const before = points[index] ?? start;
    const after = rest[index + 1] ?? end;
    const radius = Math.min(RADIUS, distance(before, bend) / 2, distance(bend, after) / 2);
    path += `L${text(towards(bend, before, radius))}Q${text(bend)} ${text(towards(bend, after, radius))}`;
  }
  return `${path}L${text(end)}`;
}
