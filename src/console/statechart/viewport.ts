// What part of a drawing is seen, and how large. Pure: the browser tells sizes and movements.
import type { Area } from './docking.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A point (x, y) of the drawing is seen at (x × scale + left, y × scale + top). */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

const SCALE_MIN = 0.15;
const SCALE_MAX = 3;
/** A small drawing is not blown up to fill the page. */
const FIT_SCALE_MAX = 1.2;
/** Below it names are not legible: better a part that can be read than a whole that cannot. */
const READABLE_SCALE = 0.5;
/** Then so near that it can be read at ease. */
const CLOSE_SCALE = 0.8;
const EDGE = 12;

const limited = (scale: number): number => Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale));

function centered(area: Area, size: Size, scale: number): Viewport {
  return {
    left: size.width / 2 - (area.x + area.width / 2) * scale,
    top: size.height / 2 - (area.y + area.height / 2) * scale,
    scale,
  };
}

/** The whole drawing, in the middle. */
export function fit(drawing: Size, size: Size): Viewport {
  const scale = Math.min(
    FIT_SCALE_MAX,
    (size.width - 2 * EDGE) / Math.max(1, drawing.width),
    (size.height - 2 * EDGE) / Math.max(1, drawing.height),
  );
  return centered({ x: 0, y: 0, ...drawing }, size, limited(scale));
}

/** Keeps the point under the pointer where it is. */
export function zoomed(view: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const scale = limited(view.scale * factor);
  const ratio = scale / view.scale;
  return { left: at.x - (at.x - view.left) * ratio, top: at.y - (at.y - view.top) * ratio, scale };
}

export const moved = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  left: view.left + dx,
  top: view.top + dy,
});

function isSeen(view: Viewport, area: Area, size: Size): boolean {
  const left = area.x * view.scale + view.left;
  const top = area.y * view.scale + view.top;
  const right = left + area.width * view.scale;
  const bottom = top + area.height * view.scale;
  return left >= 0 && top >= 0 && right <= size.width && bottom <= size.height;
}

/** No empty space at an edge while there is more to see at the other. */
function filled(view: Viewport, drawing: Size, size: Size): Viewport {
  const within = (offset: number, extent: number, seen: number): number =>
    extent <= seen ? (seen - extent) / 2 : Math.min(0, Math.max(seen - extent, offset));
  return {
    left: within(view.left, drawing.width * view.scale, size.width),
    top: within(view.top, drawing.height * view.scale, size.height),
    scale: view.scale,
  };
}

/** Unchanged where the area is in sight already: a drawing that jumps at every step cannot be watched. */
export function following(view: Viewport, area: Area, drawing: Size, size: Size): Viewport {
  return isSeen(view, area, size) ? view : filled(centered(area, size, view.scale), drawing, size);
}

/** Whole where it can be read whole, else what is live at a size that can be read. */
export function opening(drawing: Size, live: Area | null, size: Size): Viewport {
  const whole = fit(drawing, size);
  if (live === null || whole.scale >= READABLE_SCALE) return whole;
  return filled(centered(live, size, CLOSE_SCALE), drawing, size);
}
