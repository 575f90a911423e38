// The verdict once everything has healed: all that was sent has had its effect once, all that was promised was kept.
import { foldJournal } from '../../src/domain/journal.ts';
import { contextOf, stateOf } from '../../src/domain/rolling.ts';
import { createMemoryReadStore } from '../../src/adapters/memory/memory-store.ts';
import { auditOrder } from './audit-order.ts';
import { auditSums } from './audit-sums.ts';
import type { RollingBook } from './rolling-book.ts';
import type { Callers } from './caller.ts';
import { mustKnow } from './check-acknowledgement.ts';
import { isFinal } from './rules.ts';
import { type Sent, eventName, playerName } from './sent.ts';
import type { Violations } from './violations.ts';
import type { World } from './world.ts';

export async function audit(world: World, callers: Callers, violations: Violations): Promise<void> {
  for (const stream of world.streams) {
    const { undelivered, pending } = await stream.memory.lag();
    violations.expect(undelivered === 0 && pending === 0, 'the stream is drained', () => stream.memory.name);
  }
  for (const { command, reply } of callers.all)
    violations.expect(reply !== null, 'every command is answered', () => command.key);
  for (const sent of world.sent.all) auditEntry(sent, world, violations);
  auditSums(world, violations);
  auditOrder(world, violations);
  for (const book of world.books.rollings.values()) auditEnd(book, world, violations);
  await auditStore(world, violations);
}

/** Every entry had its effect, or was put aside, or concerned nobody. */
function auditEntry(sent: Sent, world: World, violations: Violations): void {
  const { event, kind } = sent;
  const name = `${sent.stream} ${sent.entryId} ${kind} ${event?.eventId}`;
  const aside = world.isDeadLettered(sent.stream, sent.entryId);
  if (kind === 'not_ours' || kind === 'malformed') {
    violations.expect(aside === (kind === 'malformed'), 'dead letters are exactly those planned', () => name);
    return;
  }
  if (event === null) {
    violations.report('the traffic is readable', name);
    return;
  }
  const applied = world.books.inbox.get(eventName(event.brandId, event.eventId));
  if (applied === event.fingerprint) {
    violations.expect(!aside, 'what was applied is not put aside', () => name);
    return;
  }
  const nobody =
    event.type === 'BET_SETTLED' &&
    !(world.books.byPlayer.get(playerName(event.brandId, event.playerId)) ?? []).some((book) =>
      mustKnow(book, event, sent),
    );
  violations.expect(aside || nobody, 'every event has its effect', () => name);
}

/** How a rolling ended, at the wallet and on the event stream. */
function auditEnd(book: RollingBook, world: World, violations: Violations): void {
  const id = book.facts.rollingId;
  const state = stateOf(book.record.snapshot);
  const { ledger } = world;
  const context = contextOf(book.record);
  const heard = new Set(
    world.sink.events.filter((event) => event.eventId.startsWith(id)).map(({ eventType }) => eventType),
  );
  const wanted = state === 'completed' ? 'ROLLING_COMPLETED' : isFinal(state) ? 'ROLLING_CANCELED' : null;
  violations.expect(
    heard.size === (wanted === null ? 0 : 1) && (wanted === null || heard.has(wanted)),
    'the platform hears how a rolling ended, once',
    () => `${id} ${state}: ${[...heard].join()}`,
  );
  const released = ledger.done(id, 'release');
  const forfeited = ledger.done(id, 'forfeit');
  violations.expect(released === (state === 'completed'), 'completed means released', () => `${id} ${state}`);
  if (forfeited) violations.expect(state === 'canceled' || state === 'expired', 'forfeit means ended', () => id);
  if ((state === 'canceled' || state === 'expired') && book.facts.terms.policy.forfeit !== 'none')
    violations.expect(forfeited, 'ended means forfeited', () => `${id} ${state}`);
  const resting =
    isFinal(state) ||
    state === 'pending' ||
    state === 'active' ||
    state === 'suspended' ||
    (state === 'completion_failed' && context.release?.outcome === 'refused') ||
    (state === 'cancellation_failed' && context.forfeit?.outcome === 'refused');
  violations.expect(resting, 'nothing is left half done', () => `${id} ${state}`);
}

/** What the service reads back is what the books say. */
async function auditStore(world: World, violations: Violations): Promise<void> {
  const store = createMemoryReadStore(world.tables);
  for (const book of world.books.rollings.values()) {
    const { brandId, rollingId } = book.facts;
    const record = await store.findRolling(rollingId);
    const fold = foldJournal(await store.journalPage(brandId, rollingId, 0, 100_000));
    const same =
      record !== null &&
      record.version === book.record.version &&
      fold.version === record.version &&
      fold.state === stateOf(record.snapshot) &&
      fold.credited === contextOf(record).progress - contextOf(record).reversed &&
      fold.credited === book.sum;
    violations.expect(same, 'snapshot is the fold of the journal', () => rollingId);
    const frozen = record?.facts.terms.policyVersion === book.facts.terms.policyVersion;
    violations.expect(frozen, 'terms never change', () => rollingId);
  }
  violations.expect(world.tables.quarantines.size === 0, 'every quarantine ends', () =>
    [...world.tables.quarantines.keys()].join(),
  );
  for (const events of world.tables.parked.values())
    violations.expect(events.length === 0, 'nothing stays parked', () => events.map(({ eventId }) => eventId).join());
  for (const { row, publishedAt } of world.tables.outbox.values())
    violations.expect(publishedAt !== null, 'every outbox row is published', () => row.eventId);
}
