// The statechart as its machine's definition tells it: states by their path, transitions with the names of guards and actions.
// It reads what any XState machine's config becomes in JSON, so a machine of tomorrow is drawn without a change here.
import { type JsonObject, isObject, listOf, objectOf, textOf } from './json-value.ts';

type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

export interface StateNode {
  /** Its path, "completing.queued"; the root's is "". */
  readonly path: string;
  readonly key: string;
  readonly parent: string | null;
  readonly kind: StateKind;
  readonly initial: string | null;
  readonly children: readonly string[];
  readonly entry: readonly string[];
  readonly exit: readonly string[];
}

export interface Transition {
  readonly id: string;
  readonly source: string;
  /** Null where it is heard without the state being left. */
  readonly target: string | null;
  /** `always` where no event is waited for, `after …` where time is. */
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
}

export interface Statechart {
  readonly name: string;
  readonly states: ReadonlyMap<string, StateNode>;
  readonly transitions: readonly Transition[];
  /** States that nothing leads out of. */
  readonly ends: ReadonlySet<string>;
}

const ROOT = '';
const below = (path: string, key: string): string => (path === ROOT ? key : `${path}.${key}`);

/** "guardName", {type}, or a combination whose parts are listed. */
export function guardName(guard: unknown): string | null {
  if (typeof guard === 'string') return guard;
  if (!isObject(guard)) return null;
  const parts = listOf(guard['guards'] ?? guard['children'])
    .map(guardName)
    .filter((name) => name !== null);
  const type = textOf(guard['type']);
  if (parts.length === 0) return type;
  if (type === 'not' || type === 'xstate.not') return `not ${parts.join(' ')}`;
  return parts.join(type === 'or' || type === 'xstate.or' ? ' or ' : ' and ');
}

const actionNames = (actions: unknown): readonly string[] =>
  listOf(actions)
    .map((action) => textOf(action) ?? textOf(objectOf(action)['type']))
    .filter((name) => name !== null);

function kindOf(config: JsonObject, children: readonly string[]): StateKind {
  const type = config['type'];
  if (type === 'parallel' || type === 'final' || type === 'history') return type;
  return children.length === 0 ? 'atomic' : 'compound';
}

interface Found {
  readonly states: Map<string, StateNode>;
  readonly configs: Map<string, JsonObject>;
  /** Ids that the definition gives, for targets like "#rolling.active". */
  readonly ids: Map<string, string>;
}

function collect(found: Found, config: JsonObject, path: string, key: string, parent: string | null): void {
  const inner = objectOf(config['states']);
  const children = Object.keys(inner).map((child) => below(path, child));
  const initial = textOf(config['initial']);
  found.states.set(path, {
    path,
    key,
    parent,
    kind: kindOf(config, children),
    initial: initial === null ? null : below(path, initial),
    children,
    entry: actionNames(config['entry']),
    exit: actionNames(config['exit']),
  });
  found.configs.set(path, config);
  const id = textOf(config['id']);
  if (id !== null) found.ids.set(id, path);
  for (const [child, childConfig] of Object.entries(inner)) {
    collect(found, objectOf(childConfig), below(path, child), child, path);
  }
}

/** "#id.a.b" from an id, ".a" within the source, "a.b" among its siblings; null for what is nowhere to be found. */
function resolveTarget(found: Found, source: string, target: string): string | null {
  if (target.startsWith('#')) {
    const named = target.slice(1);
    const known = [...found.ids].find(([id]) => named === id || named.startsWith(`${id}.`));
    if (known === undefined) return null;
    const [id, path] = known;
    const rest = named.slice(id.length + 1);
    return existing(found, rest === '' ? path : below(path, rest));
  }
  if (target.startsWith('.')) return existing(found, below(source, target.slice(1)));
  const parent = found.states.get(source)?.parent ?? ROOT;
  return existing(found, below(parent, target));
}

const existing = (found: Found, path: string): string | null => (found.states.has(path) ? path : null);

/** What a state listens to: events, then what needs none. */
function heard(config: JsonObject): readonly (readonly [event: string, transitions: unknown])[] {
  const after = Object.entries(objectOf(config['after'])).map(([delay, to]) => [`after ${delay}`, to] as const);
  return [
    ...Object.entries(objectOf(config['on'])),
    ...(config['always'] === undefined ? [] : [['always', config['always']] as const]),
    ...after,
    ...(config['onDone'] === undefined ? [] : [['done', config['onDone']] as const]),
  ];
}

function transitionsOf(found: Found, source: string, config: JsonObject): Transition[] {
  return heard(config).flatMap(([event, declared]) =>
    listOf(declared).flatMap((one, index) => {
      const transition = typeof one === 'string' ? { target: one } : objectOf(one);
      const targets = listOf(transition['target']).map((target) => textOf(target));
      const resolved = targets.map((target) => (target === null ? null : resolveTarget(found, source, target)));
      return (resolved.length === 0 ? [null] : resolved).map((target, branch) => ({
        id: `${source}:${event}:${index}:${branch}`,
        source,
        target,
        event,
        guard: guardName(transition['guard']),
        actions: actionNames(transition['actions']),
      }));
    }),
  );
}

const within = (path: string, holder: string): boolean =>
  holder === ROOT || path === holder || path.startsWith(`${holder}.`);

/** What neither the state itself, nor what is inside it, nor what is around it ever leaves. */
function endsOf(states: Found['states'], transitions: readonly Transition[]): ReadonlySet<string> {
  const leaves = ({ source, target }: Transition, path: string): boolean =>
    target !== null && (within(source, path) || within(path, source)) && !within(target, path);
  const paths = [...states.keys()].filter((path) => path !== ROOT);
  return new Set(paths.filter((path) => !transitions.some((transition) => leaves(transition, path))));
}

/** Throws `TypeError` where the text is no definition. */
export function readDefinition(json: string): Statechart {
  const config: unknown = JSON.parse(json);
  if (!isObject(config)) throw new TypeError('a machine definition is a JSON object');
  const name = textOf(config['id']) ?? 'machine';
  const found: Found = { states: new Map(), configs: new Map(), ids: new Map([[name, ROOT]]) };
  collect(found, config, ROOT, name, null);
  const transitions = [...found.configs].flatMap(([path, of]) => transitionsOf(found, path, of));
  return { name, states: found.states, transitions, ends: endsOf(found.states, transitions) };
}
