// A whole commit as ONE statement, which Postgres makes or unmakes as one: nothing to pipeline, nothing to roll back, and no
// way for a part to run twice or outside its transaction when the driver prepares a statement anew. Every part reads from
// `fenced`, so not one row is written before the fence has let the commit through.
import type { CommitBatch, ShardFence } from '../../../ports/store.ts';
import { plainArray, textArray } from '../array-literal.ts';
import { type BookedGame, type GameBook } from '../recorded-bets/game-book.ts';
import { encodeBet } from '../recorded-bets/bet-text.ts';
import { insertAnswers } from './insert-answers.ts';
import { insertGames } from './insert-games.ts';
import { insertInbox } from './insert-inbox.ts';
import { type JournalRow, insertJournal, insertNotedJournal } from './insert-journal.ts';
import { insertOutbox } from './insert-outbox.ts';
import { type CommitPart, type UnnestStatement, partOf } from './unnest-statement.ts';
import { upsertMarks } from './upsert-marks.ts';
import { SNAPSHOTS_UPDATED, type SnapshotStatements, insertRollings } from './write-rollings.ts';
import { deleteParked, deleteQuarantines, insertParked, upsertQuarantines } from './write-quarantine.ts';
import { deleteTimers, upsertTimers } from './write-timers.ts';

export interface CommitStatement {
  readonly text: string;
  readonly values: string[];
  /** That the statement writes: stored once it is committed. */
  readonly games: readonly BookedGame[];
}

/** One text per combination of parts: each is prepared once per connection, and there are few in practice. */
const texts = new Map<string, string>();

function fenceValues(fences: readonly ShardFence[]): string[] {
  return [
    textArray(fences, (fence) => fence.brandId),
    plainArray(fences, (fence) => fence.shardNo),
    textArray(fences, (fence) => fence.token),
    plainArray(fences, (fence) => fence.epoch),
    plainArray(fences, (fence) => fence.expectedSeq),
    plainArray(fences, (fence) => fence.outboxSeq),
  ];
}

const FENCE_PARAMETERS = 6;
const FENCED = `
  fenced as materialized (
    select fence_shards($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[])
  )`;

function textOf(parts: readonly CommitPart[]): string {
  let parameter = FENCE_PARAMETERS + 1;
  const clauses = parts.map((part) => {
    const clause = `${part.name} as (${part.text(parameter)})`;
    parameter += part.values.length;
    return clause;
  });
  // A snapshot that is not there cannot be updated: the count of those that were is compared inside the transaction.
  const check = parts.some((part) => part.name === SNAPSHOTS_UPDATED)
    ? `expect_rows((select count(*) from ${SNAPSHOTS_UPDATED}), $${parameter}::bigint)`
    : '1';
  return `with ${[FENCED, ...clauses].join(',\n')}\nselect ${check} from fenced`;
}

/** The rows of the journal, and the games that are not known to be stored. */
function journalRows(batch: CommitBatch, book: GameBook): { rows: JournalRow[]; games: BookedGame[]; noted: boolean } {
  const games = new Set<BookedGame>();
  let noted = false;
  const rows = batch.journal.map((entry) => {
    if (entry.note !== null) noted = true;
    const recorded = entry.bet?.recorded;
    if (recorded === undefined) return { entry, recordedBet: null };
    const game = book.find(entry.brandId, recorded);
    if (!game.stored) games.add(game);
    return { entry, recordedBet: encodeBet(recorded, game.key, entry.at) };
  });
  return { rows, games: [...games], noted };
}

function partsOf(
  batch: CommitBatch,
  book: GameBook,
  snapshots: SnapshotStatements,
): { parts: CommitPart[]; games: BookedGame[]; updates: number } {
  const created = new Set(batch.created.map((facts) => facts.rollingId));
  const isNew = batch.snapshots.filter((record) => created.has(record.facts.rollingId));
  const isKnown =
    created.size === 0 ? batch.snapshots : batch.snapshots.filter((record) => !created.has(record.facts.rollingId));
  const parts: CommitPart[] = [];
  const add = <Row>(statement: UnnestStatement<Row>, rows: readonly Row[]): void => {
    if (rows.length > 0) parts.push(partOf(statement, rows));
  };
  add(insertRollings, batch.created);
  add(snapshots.insert, isNew);
  add(snapshots.update, isKnown);
  const { rows, games, noted } = journalRows(batch, book);
  add(insertGames, games);
  add(noted ? insertNotedJournal : insertJournal, rows);
  add(insertInbox, batch.inbox);
  add(upsertMarks, batch.marks);
  add(
    upsertTimers,
    batch.timers.filter((timer) => timer.dueAt !== null),
  );
  add(
    deleteTimers,
    batch.timers.filter((timer) => timer.dueAt === null),
  );
  add(insertOutbox, batch.outbox);
  add(insertAnswers, batch.answers);
  if (batch.quarantine !== undefined) {
    const { begun, ended, parked, unparked } = batch.quarantine;
    add(upsertQuarantines, begun);
    add(deleteQuarantines, ended);
    add(insertParked, parked);
    add(deleteParked, unparked);
  }
  return { parts, games, updates: isKnown.length };
}

export function commitStatement(batch: CommitBatch, book: GameBook, snapshots: SnapshotStatements): CommitStatement {
  const { parts, games, updates } = partsOf(batch, book, snapshots);
  const shape = [snapshots.version, ...parts.map((part) => part.name)].join();
  let text = texts.get(shape);
  if (text === undefined) {
    text = textOf(parts);
    texts.set(shape, text);
  }
  const values = [...fenceValues(batch.fences), ...parts.flatMap((part) => part.values)];
  if (updates > 0) values.push(`${updates}`);
  return { text, values, games };
}
