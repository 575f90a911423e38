// Whose a moment on the CPU was: every sample goes to the innermost frame that tells, so that what the engine or a library does
// for a part of ours counts as that part's.
import Type from 'typebox';
import Value from 'typebox/value';

const profileSchema = Type.Object({
  nodes: Type.Array(
    Type.Object({
      id: Type.Integer(),
      callFrame: Type.Object({ functionName: Type.String(), url: Type.String() }),
      children: Type.Optional(Type.Array(Type.Integer())),
    }),
  ),
  samples: Type.Array(Type.Integer()),
  timeDeltas: Type.Array(Type.Number()),
});

const PARTS = [
  'decode',
  'ingress',
  'plan_load',
  'decide',
  'build',
  'driver_postgres',
  'driver_redis',
  'garbage_collection',
  'other',
] as const;

type Part = (typeof PARTS)[number];

/** The first that matches a frame's file decides; a frame that none matches leaves it to its caller. */
const FILES: readonly (readonly [RegExp, Part])[] = [
  [/node_modules\/postgres\//, 'driver_postgres'],
  [/node_modules\/(ioredis|redis-parser|@ioredis|denque|standard-as-callback)\//, 'driver_redis'],
  [/src\/adapters\/redis\//, 'driver_redis'],
  [/src\/domain\/decoding\//, 'decode'],
  [/src\/adapters\/postgres\/load\//, 'plan_load'],
  [/src\/shard\/(wave|facts|fact-keys|index-loader|player-index|owned-shards|mailbox)\.ts/, 'plan_load'],
  [/src\/adapters\/postgres\//, 'build'],
  [/machines\/rolling\.codec\.ts/, 'build'],
  [/src\/domain\/terms-codec\.ts/, 'build'],
  [/src\/shard\/(batch|group-committer)\.ts/, 'build'],
  [/src\/(shard|domain)\/|\/machines\/|node_modules\/xstate\//, 'decide'],
  [/src\/ingress\//, 'ingress'],
];

function partOf(functionName: string, url: string): Part | null {
  if (functionName === '(garbage collector)') return 'garbage_collection';
  return FILES.find(([file]) => file.test(url))?.[1] ?? null;
}

export type Shares = readonly (readonly [Part, number])[];

/** The share of each part in the time that was neither idle nor the profiler's own; together they make one. */
export function sharesOf(profileText: string): Shares {
  const { nodes, samples, timeDeltas } = Value.Parse(profileSchema, JSON.parse(profileText));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = new Map<number, Part>();
  const isIdle = (functionName: string, url: string): boolean => functionName === '(idle)' || url === 'node:inspector';
  const idle = new Set(
    nodes.filter(({ callFrame }) => isIdle(callFrame.functionName, callFrame.url)).map(({ id }) => id),
  );
  const assign = (id: number, inherited: Part): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const part = partOf(node.callFrame.functionName, node.callFrame.url) ?? inherited;
    parts.set(id, part);
    for (const child of node.children ?? []) assign(child, part);
  };
  if (nodes[0] !== undefined) assign(nodes[0].id, 'other');
  const micros = new Map<Part, number>();
  let total = 0;
  samples.forEach((id, place) => {
    if (idle.has(id)) return;
    const took = timeDeltas[place] ?? 0;
    const part = parts.get(id) ?? 'other';
    micros.set(part, (micros.get(part) ?? 0) + took);
    total += took;
  });
  return PARTS.map((part) => [part, total === 0 ? 0 : (micros.get(part) ?? 0) / total]);
}
