// Where arrows touch the boxes they join. dagre aims each at its box's middle, which leads it across the neighbours of a wide box;
// here each runs straight in from its last bend, and those that come from aside share the edge in order, so that none lie on another.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area {
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The way an arrow takes, in the direction of the layout, whichever end has its tip. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
}

type Direction = 'down' | 'across';
type End = 'from' | 'to';

/** As far as corners are round. */
const CORNER = 7;
/** How far apart arrows turn that come in from aside. */
const LANE = 3;
/** The straight piece before an arrow's tip. */
const TIP = 6;

const flip = ({ x, y }: Point): Point => ({ x: y, y: x });
const flipArea = ({ x, y, width, height }: Area): Area => ({ x: y, y: x, width: height, height: width });

/** The bend next to an end. */
function bendOf({ points }: Route, end: End): Point | undefined {
  return points.length < 3 ? undefined : points.at(end === 'from' ? 1 : -2);
}

/** Along the edge: straight below the bend where the box is that wide, else the arrow's place among all that come from aside. */
function placesAlong(edge: Area, bends: readonly Point[]): readonly number[] {
  const [left, right] = [edge.x + CORNER, edge.x + edge.width - CORNER];
  const order = bends
    .map((_bend, index) => index)
    .toSorted((one, other) => (bends[one]?.x ?? 0) - (bends[other]?.x ?? 0));
  const step = (right - left) / (bends.length + 1);
  return bends.map(({ x }, index) => (x >= left && x <= right ? x : left + step * (order.indexOf(index) + 1)));
}

/** Beside the box first, then straight at it: nothing that stands between is crossed. */
function turnOf(bend: Point, touch: Point, lane: number): Point {
  const room = Math.max(0, Math.abs(touch.y - bend.y) - TIP);
  return { x: touch.x, y: bend.y + Math.sign(touch.y - bend.y) * Math.min(room, LANE * lane) };
}

function dockEnd(routes: readonly Route[], areas: ReadonlyMap<string, Area>, end: End): readonly Route[] {
  const docked = [...routes];
  for (const box of new Set(routes.map((route) => route[end]))) {
    const area = areas.get(box);
    const here = routes.flatMap((route, index) => {
      const bend = bendOf(route, end);
      return route[end] === box && bend !== undefined ? [{ route, index, bend }] : [];
    });
    if (area === undefined) continue;
    const places = placesAlong(
      area,
      here.map(({ bend }) => bend),
    );
    const edge = end === 'from' ? area.y + area.height : area.y;
    for (const [order, { route, index, bend }] of here.entries()) {
      const touch = { x: places[order] ?? area.x, y: edge };
      const way = touch.x === bend.x ? [touch] : [turnOf(bend, touch, order), touch];
      const points =
        end === 'from' ? [...way.toReversed(), ...route.points.slice(1)] : [...route.points.slice(0, -1), ...way];
      docked[index] = { ...route, points };
    }
  }
  return docked;
}

/** The points of each route, its ends moved to where they touch. */
export function dock(
  routes: readonly Route[],
  areas: ReadonlyMap<string, Area>,
  direction: Direction,
): readonly (readonly Point[])[] {
  if (direction === 'across') {
    const flipped = routes.map((route) => ({ ...route, points: route.points.map(flip) }));
    const flippedAreas = new Map([...areas].map(([path, area]) => [path, flipArea(area)]));
    return dock(flipped, flippedAreas, 'down').map((points) => points.map(flip));
  }
  return dockEnd(dockEnd(routes, areas, 'from'), areas, 'to').map(({ points }) => points);
}
