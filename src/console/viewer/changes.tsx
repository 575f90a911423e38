// What the step that is shown changed, and all that the machine remembers after it.
import type { Snapshot } from '../feed/messages.ts';
import type { Step } from '../feed/step.ts';
import { isObject } from '../statechart/json-value.ts';
import { valueText } from '../statechart/state-value.ts';
import { type Change, differences } from './difference.ts';
import { shortText } from './value-text.ts';

function ChangeRow({ change }: { readonly change: Change }) {
  return (
    <tr>
      <th scope="row">
        <code>{change.path}</code>
      </th>
      <td class={change.kind === 'added' ? 'muted' : 'was'}>{shortText(change.before)}</td>
      <td class={change.kind === 'removed' ? 'muted' : 'is'}>{shortText(change.after)}</td>
    </tr>
  );
}

interface ChangesProps {
  readonly step: Step | undefined;
  readonly before: Step | undefined;
}

function shared(context: unknown, other: unknown): unknown {
  if (!isObject(context) || !isObject(other)) return context;
  return Object.fromEntries(Object.entries(context).filter(([name]) => name in other));
}

/**
 * State and context together: one is a change as much as the other. Of a step that the journal alone tells of, only what it tells:
 * that the rest is not known is no change.
 */
function changesOf({ snapshot }: Step, before: Step | undefined): readonly Change[] {
  const was = before?.snapshot ?? { ...snapshot, value: null, context: {} };
  const isWhole = before === undefined || (snapshot.isExact && was.isExact);
  const [from, to] = isWhole
    ? [was.context, snapshot.context]
    : [shared(was.context, snapshot.context), shared(snapshot.context, was.context)];
  return differences(
    { state: valueText(was.value), ...toMembers(from) },
    { state: valueText(snapshot.value), ...toMembers(to) },
  );
}

const toMembers = (context: unknown): Readonly<Record<string, unknown>> => (isObject(context) ? context : {});

export function Changes({ step, before }: ChangesProps) {
  const changes = step === undefined ? [] : changesOf(step, before);
  return (
    <section class="card" aria-labelledby="changes-title">
      <header>
        <h2 id="changes-title">What the step changed</h2>
        {step !== undefined && <code>{step.event.type}</code>}
      </header>
      {changes.length === 0 ? (
        <p class="empty">{step === undefined ? 'No step is known yet.' : 'Nothing: it is only noted.'}</p>
      ) : (
        <div class="scroll">
          <table class="step-changes">
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <ChangeRow key={change.path} change={change} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Members({ of }: { readonly of: Readonly<Record<string, unknown>> }) {
  return (
    <dl class="members">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
          </dt>
          <dd>{isObject(value) && Object.keys(value).length > 0 ? <Members of={value} /> : shortText(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Context({ snapshot }: { readonly snapshot: Snapshot }) {
  const context = isObject(snapshot.context) ? snapshot.context : {};
  return (
    <section class="card" aria-labelledby="context-title">
      <header>
        <h2 id="context-title">Context</h2>
        <span class="row">
          {snapshot.tags.map((tag) => (
            <span key={tag} class="chip">
              {tag}
            </span>
          ))}
        </span>
      </header>
      {Object.keys(context).length === 0 ? (
        <p class="empty">It remembers nothing that may be shown.</p>
      ) : (
        <div class="card-body">
          <Members of={context} />
          {!snapshot.isExact && (
            <p class="hint">As the journal proves it: it keeps neither inner states nor wallet calls of the past.</p>
          )}
        </div>
      )}
    </section>
  );
}
