// What the wallet stream held and could not be applied, and the two ways out: once more, or never.
import { useState } from 'preact/hooks';
import { segment } from '../../api/client.ts';
import { type DeadLetter, decodeDeadLetter, decodeDeadLetters } from '../../api/dead-letters.ts';
import { useRouter } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../app/use-pages.ts';
import { useAnnounce } from '../../parts/announcer.tsx';
import { More } from '../../parts/more.tsx';
import { type Resolution, ResolveDialog } from '../../parts/resolve-dialog.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { FILTERS, Filter } from './filter.tsx';
import { Letter } from './letter.tsx';

const LIMIT = 30;

const EXPLANATIONS = {
  replay:
    'The entry is appended to its stream again, behind what is there. Its event has its effect once, however often it is appended. Refused again, it is a new dead letter.',
  discard: 'The entry is put aside for good: it never has an effect. The letter stays, with who, when and why.',
};

interface Resolving {
  readonly kind: 'replay' | 'discard';
  readonly letter: DeadLetter;
}

export function DeadLettersPage() {
  const { api } = useSession();
  const { query } = useRouter();
  const announce = useAnnounce();
  const [resolving, setResolving] = useState<Resolving | null>(null);
  const filter = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? '']));
  // The brand of the bar narrows nothing here: many of them name no brand at all.
  const asked = { state: filter['state'], reason: filter['reason'], brand_id: filter['of_brand'], limit: LIMIT };
  const pages = usePages(JSON.stringify(asked), (cursor, signal) =>
    api.get('/ops/dead-letters', decodeDeadLetters, {
      query: { ...asked, ...(cursor === null ? {} : { cursor }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  const resolve = async ({ kind, letter }: Resolving, resolution: Resolution): Promise<void> => {
    await api.post(`/ops/dead-letters/${segment(letter.id)}/${kind}`, resolution, decodeDeadLetter);
    announce(kind === 'replay' ? `Letter ${letter.id} was appended again` : `Letter ${letter.id} was put aside`);
    pages.reload();
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Dead letters</h1>
          <p>
            Entries of the wallet streams that could not be applied, of all brands, newest first. None is ever dropped.
          </p>
        </div>
        <button type="button" class="button" onClick={pages.reload}>
          Look again
        </button>
      </div>
      <Filter />
      <section class="card" aria-label="Found">
        <Waiting of={pages} what="dead letters">
          {(letters) =>
            letters.length === 0 ? (
              <Empty>There is none like that. That is how it should be.</Empty>
            ) : (
              <ul class="items">
                {letters.map((letter) => (
                  <Letter
                    key={letter.id}
                    letter={letter}
                    onReplay={() => setResolving({ kind: 'replay', letter })}
                    onDiscard={() => setResolving({ kind: 'discard', letter })}
                  />
                ))}
              </ul>
            )
          }
        </Waiting>
        <More of={pages} />
      </section>
      {resolving !== null && (
        <ResolveDialog
          kind={resolving.kind}
          what={`dead letter ${resolving.letter.id}`}
          explanation={EXPLANATIONS[resolving.kind]}
          onConfirm={async (resolution) => resolve(resolving, resolution)}
          onClose={() => setResolving(null)}
        />
      )}
    </>
  );
}
