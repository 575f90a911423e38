// Finding a rolling: by player, id, source or state.
import { decodeRollings } from '../../api/rolling.ts';
import { useRouter } from '../../app/router.tsx';
import { useSession } from '../../app/session.tsx';
import { usePages } from '../../app/use-pages.ts';
import { More } from '../../parts/more.tsx';
import { Empty, Waiting } from '../../parts/waiting.tsx';
import { RollingTable } from './rolling-table.tsx';
import { FIELDS, Search, stateQuery } from './search.tsx';
import './rollings.css';

const LIMIT = 50;

export function RollingsPage() {
  const { api } = useSession();
  const { query } = useRouter();
  const filter = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  const asked = { ...filter, state: stateQuery(filter['state'] ?? '') };
  const pages = usePages(`${api.brand} ${JSON.stringify(asked)}`, (cursor, signal) =>
    api.get('', decodeRollings, {
      query: { ...asked, limit: LIMIT, ...(cursor === null ? {} : { cursor }) },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
  return (
    <>
      <div class="page-head">
        <h1>Rollings</h1>
        <p>Of brand {api.brand}, oldest first.</p>
      </div>
      <Search brand={api.brand} />
      <section class="card" aria-label="Found">
        <Waiting of={pages} what="rollings">
          {(rollings) =>
            rollings.length === 0 ? (
              <Empty>No rolling of this brand is like that.</Empty>
            ) : (
              <RollingTable rollings={rollings} label="Rollings that were found" />
            )
          }
        </Waiting>
        <More of={pages} />
      </section>
    </>
  );
}
