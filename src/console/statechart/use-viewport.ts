// Moving and scaling the drawing by mouse, finger and keys. A wheel alone scrolls the page, as everywhere; with Ctrl it zooms.
import { type RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Size, type Viewport, moved, zoomed } from './viewport.ts';

const STEP = 60;
const ZOOM = 1.25;

export interface ViewportControl {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Null until the frame has a size. */
  readonly size: Size | null;
  readonly view: Viewport;
  readonly setView: (change: (view: Viewport) => Viewport) => void;
  readonly zoomBy: (factor: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
}

const MOVES: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

function useSize(frame: RefObject<HTMLDivElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

/** Follows the pointer until it is let go. */
function drag(start: PointerEvent, onMove: (dx: number, dy: number) => void): void {
  let last = { x: start.clientX, y: start.clientY };
  const follow = ({ clientX, clientY }: PointerEvent): void => {
    onMove(clientX - last.x, clientY - last.y);
    last = { x: clientX, y: clientY };
  };
  const end = (): void => {
    removeEventListener('pointermove', follow);
    removeEventListener('pointerup', end);
    removeEventListener('pointercancel', end);
  };
  addEventListener('pointermove', follow);
  addEventListener('pointerup', end);
  addEventListener('pointercancel', end);
}

export function useViewport(): ViewportControl {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const [view, setView] = useState<Viewport>({ left: 0, top: 0, scale: 1 });
  const zoomBy = useCallback(
    (factor: number) => {
      if (size !== null) setView((before) => zoomed(before, factor, { x: size.width / 2, y: size.height / 2 }));
    },
    [size],
  );
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      setView((before) => zoomed(before, Math.exp(-event.deltaY / 300), at));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== frame.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move !== undefined) setView((before) => moved(before, ...move));
    else if (event.key === '+' || event.key === '=') zoomBy(ZOOM);
    else if (event.key === '-') zoomBy(1 / ZOOM);
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button === 0) drag(event, (dx, dy) => setView((before) => moved(before, dx, dy)));
  };
  return { frame, size, view, setView, zoomBy, onKeyDown, onPointerDown };
}
