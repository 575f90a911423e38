// For people who look at one rolling: its steps from the first to now, and the ticket to watch the next ones. docs/inspector.md shows
// how they are used.
import { JournalFold, inspectedSteps, type InspectedStep } from '../../domain/inspection/journal-fold.ts';
import type { JournalEntry } from '../../domain/journal.ts';
import type { RollingRecord } from '../../domain/rolling.ts';
import { formatTimestamp } from '../../domain/timestamp.ts';
import type { Api, ApiDependencies } from '../api.ts';
import { pageOf, versionAfter } from '../cursor.ts';
import type { InspectTickets } from '../inspect-tickets.ts';
import { journalView } from '../journal-view.ts';
import { read } from '../patience.ts';
import { ApiProblem } from '../problems.ts';
import { stepsAnswer, ticketAnswer } from '../schemas/inspection.ts';
import { BODY_PROBLEMS, READ_PROBLEMS, answers } from '../schemas/problems.ts';
import { callHeaders, journalQuery, rollingParams } from '../schemas/queries.ts';
import { findRolling } from './command-rolling.ts';

/** Far more than a rolling lives through; the sums at a step are worked out from the first one on. */
const STEPS_MAX = 50_000;
const ENTRIES_AT_ONCE = 1_000;

const stepView = ({ entry, event, snapshot }: InspectedStep): Record<string, unknown> => ({
  version: entry.version,
  at: formatTimestamp(entry.at),
  event,
  snapshot,
  entry: journalView(entry),
});

type EntriesAfter = (version: number, limit: number) => Promise<readonly JournalEntry[]>;

/** Folded up to and with `version`: who turns a page has not kept the sums. */
async function foldTo(version: number, rolling: RollingRecord, entriesAfter: EntriesAfter): Promise<JournalFold> {
  if (version > STEPS_MAX) throw new ApiProblem('TOO_MANY_STEPS', `steps are shown up to the ${STEPS_MAX}th`);
  const fold = JournalFold.fromCreation(rolling);
  let done = 0;
  while (done < version) {
    const entries = await entriesAfter(done, Math.min(ENTRIES_AT_ONCE, version - done));
    if (entries.length === 0) break;
    for (const [index, entry] of entries.entries()) fold.add(entry, entries[index + 1] ?? null);
    done += entries.length;
  }
  return fold;
}

function routeSteps(scope: Api, dependencies: ApiDependencies): void {
  const { reads, clock } = dependencies;
  const schema = {
    operationId: 'getSteps',
    tags: ['rollings'],
    summary: 'Every step of a rolling as an event and a snapshot of its statechart, from its creation on',
    params: rollingParams,
    querystring: journalQuery,
    headers: callHeaders,
    response: answers({ 200: { description: 'A page.', schema: stepsAnswer } }, [
      ...READ_PROBLEMS,
      'ROLLING_NOT_FOUND',
      'TOO_MANY_STEPS',
    ]),
  };
  scope.get('/:rolling_id/steps', { schema }, async (request) => {
    const { limit, cursor } = request.query;
    const after = versionAfter(cursor);
    const rolling = await findRolling(dependencies, request.params.rolling_id, request);
    const { brandId, rollingId } = rolling.facts;
    const entriesAfter: EntriesAfter = async (version, count) =>
      read(clock, () => reads.journalPage(brandId, rollingId, version, count), request.deadlineAt);
    const fold = await foldTo(after, rolling, entriesAfter);
    const page = pageOf(await entriesAfter(after, limit + 1), limit, (entry) => String(entry.version));
    // The one behind the page may tell what its last one left open.
    const beyond = page.nextCursor === null ? [] : await entriesAfter(after + limit, 1);
    const steps = inspectedSteps(fold, page.items, rolling, beyond[0] ?? null);
    return { items: steps.map(stepView), next_cursor: page.nextCursor };
  });
}

function routeTicket(scope: Api, dependencies: ApiDependencies, tickets: InspectTickets): void {
  const schema = {
    operationId: 'createInspectTicket',
    tags: ['rollings'],
    summary: 'A ticket to watch a rolling by web socket',
    params: rollingParams,
    headers: callHeaders,
    response: answers({ 200: { description: 'Good once, for half a minute.', schema: ticketAnswer } }, [
      ...BODY_PROBLEMS,
      ...READ_PROBLEMS,
      'ROLLING_NOT_FOUND',
    ]),
  };
  scope.post('/:rolling_id/inspect-ticket', { schema }, async (request) => {
    const { facts } = await findRolling(dependencies, request.params.rolling_id, request);
    const { ticket, expiresAt } = tickets.issue(facts);
    const url = `/internal/rolling/${facts.rollingId}/inspect?ticket=${ticket}`;
    return { ticket, expires_at: formatTimestamp(expiresAt), url };
  });
}

export function routeInspection(scope: Api, dependencies: ApiDependencies, tickets: InspectTickets): void {
  routeSteps(scope, dependencies);
  routeTicket(scope, dependencies, tickets);
}
