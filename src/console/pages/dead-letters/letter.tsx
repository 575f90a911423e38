// A dead letter: why it could not be applied, what it holds, and what became of it.
import type { DeadLetter } from '../../api/dead-letters.ts';
import { Chip } from '../../parts/chip.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Payload } from '../../parts/payload.tsx';

interface Props {
  readonly letter: DeadLetter;
  readonly onReplay: () => void;
  readonly onDiscard: () => void;
}

const DOCS = 'docs/contracts/wallet-stream.md explains the code';

function Resolved({ letter: { state, resolution } }: { readonly letter: DeadLetter }) {
  if (resolution === null) return null;
  const { at, requested_by: by, reason, note, replayed_as: entry } = resolution;
  return (
    <p class="hint">
      {state} <Moment at={at} /> by {by}
      {reason !== null && <>: {reason}</>}
      {note !== null && <> ({note})</>}
      {entry !== null && (
        <>
          , appended as <code>{entry}</code>
        </>
      )}
    </p>
  );
}

export function Letter({ letter, onReplay, onDiscard }: Props) {
  const { id, received_at: at, source, entry_id: entry, event_id: event, brand_id: brand, reason, detail } = letter;
  return (
    <li>
      <article class="card-body item" aria-label={`Dead letter ${id}`}>
        <div class="row">
          <strong title={DOCS}>{reason}</strong>
          <Chip state={letter.state} tone={letter.state === 'open' ? 'warn' : undefined} />
          <span class="muted">
            {brand ?? 'no brand'} · <Moment at={at} /> · letter {id}
            {letter.replay_of !== null && <> · a replay of letter {letter.replay_of}</>}
          </span>
        </div>
        <p>{detail}</p>
        <p class="hint mono">
          {source} {entry} {event !== null && <>· event {event}</>}
        </p>
        <Resolved letter={letter} />
        <Payload raw={letter.raw} label="Payload" />
        {letter.state === 'open' && (
          <div class="row">
            <button type="button" class="button small" onClick={onReplay}>
              Replay…<span class="unseen"> letter {id}</span>
            </button>
            <button type="button" class="button small danger" onClick={onDiscard}>
              Discard…<span class="unseen"> letter {id}</span>
            </button>
          </div>
        )}
      </article>
    </li>
  );
}
