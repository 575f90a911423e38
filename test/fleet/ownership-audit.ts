import postgres from 'postgres';

// Who owned which shard under which epoch, written down by the database itself: a trigger notes every change of a shard's row in
// the transaction that makes it. Judged afterwards, apart from the code that is judged.

/** A shard's row as it stood after a change. */
export interface Noted {
  brand_id: string;
  shard_no: number;
  epoch: number;
  token: string | null;
  commit_seq: number;
  slot_from: number;
  slot_to: number;
  retired: boolean;
}

const SLOTS = 4_096;

export async function installAudit(databaseUrl: string): Promise<void> {
  await asked(databaseUrl, async (sql) => {
    await sql`
      create table fleet_audit (
        id bigint generated always as identity primary key,
        brand_id text, shard_no integer, epoch bigint, token text, commit_seq bigint,
        slot_from integer, slot_to integer, retired boolean
      )`;
    // The row is locked by then, so that ids of one shard are in the order of its transactions.
    await sql`
      create function note_shard() returns trigger language plpgsql as $$
      begin
        insert into fleet_audit (brand_id, shard_no, epoch, token, commit_seq, slot_from, slot_to, retired)
        values (new.brand_id, new.shard_no, new.epoch, new.token, new.commit_seq, new.slot_from, new.slot_to,
                new.retired_at is not null);
        return null;
      end $$`;
    await sql`create trigger note_shard after insert or update on shards for each row execute function note_shard()`;
  });
}

export interface Ownership {
  /** Sentences about what must never be. */
  readonly faults: readonly string[];
  readonly commits: number;
  readonly epochs: number;
}

export async function auditOwnership(databaseUrl: string): Promise<Ownership> {
  const notes = await asked(
    databaseUrl,
    (sql) => sql<Noted[]>`
      select brand_id, shard_no, epoch::integer as epoch, token, commit_seq::integer as commit_seq, slot_from, slot_to, retired
        from fleet_audit
       order by id`,
  );
  return judgeOwnership(notes);
}

/** @param notes those of one shard in the order of its changes */
export function judgeOwnership(notes: readonly Noted[]): Ownership {
  const shards = [...Map.groupBy(notes, (note) => `${note.brand_id}/${note.shard_no}`)];
  const judged = shards.map(([name, history]) => judgeHistory(name, history));
  const last = shards.flatMap(([, history]) => history.slice(-1)).filter(({ retired }) => !retired);
  const tilings = [...Map.groupBy(last, (note) => note.brand_id)].flatMap(([brand, own]) => judgeTiling(brand, own));
  return {
    faults: [...judged.flatMap(({ faults }) => faults), ...tilings],
    commits: judged.reduce((sum, { commits }) => sum + commits, 0),
    epochs: judged.reduce((sum, { epochs }) => sum + epochs, 0),
  };
}

function judgeHistory(name: string, history: readonly Noted[]) {
  const faults: string[] = [];
  let commits = 0;
  let epochs = 0;
  let before: Noted | undefined;
  let ownerOfEpoch: string | null = null;
  for (const note of history) {
    const isNewEpoch = before === undefined || note.epoch !== before.epoch;
    if (isNewEpoch) {
      ownerOfEpoch = note.token;
      epochs += 1;
    }
    if (before !== undefined) {
      if (before.retired) faults.push(`${name} changed after it was retired`);
      if (note.epoch !== before.epoch && note.epoch !== before.epoch + 1)
        faults.push(`${name} went from epoch ${before.epoch} to ${note.epoch}`);
      if (!isNewEpoch && note.token !== null && note.token !== ownerOfEpoch)
        faults.push(`${name} had two owners in epoch ${note.epoch}`);
      if (note.commit_seq !== before.commit_seq) {
        commits += 1;
        if (note.commit_seq !== before.commit_seq + 1) faults.push(`${name} skipped a commit in epoch ${note.epoch}`);
        if (isNewEpoch || note.token === null || before.token !== note.token)
          faults.push(`${name} took a commit of somebody who did not own it in epoch ${note.epoch}`);
      }
    }
    before = note;
  }
  return { faults, commits, epochs };
}

/** Every slot has exactly one shard. */
function judgeTiling(brand: string, shards: readonly Noted[]): string[] {
  let next = 0;
  for (const { slot_from: from, slot_to: to } of shards.toSorted((left, right) => left.slot_from - right.slot_from)) {
    if (from !== next)
      return [`${brand}: slots ${Math.min(from, next)} to ${Math.max(from, next)} are nobody's, or twice`];
    next = to;
  }
  return next === SLOTS ? [] : [`${brand}: slots from ${next} on are nobody's`];
}

async function asked<Answer>(databaseUrl: string, ask: (sql: postgres.Sql) => PromiseLike<Answer>): Promise<Answer> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end();
  }
}
