import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exponentOf } from '../../../src/adapters/currency/iso-4217.ts';
import { decodeEntry } from '../../../src/domain/decoding/decode-entry.ts';
import { EVENT_FUTURE_MS, EVENT_RETENTION_MS } from '../../../src/domain/retention.ts';
import { GuardedService } from '../guarded-service.ts';
import { until } from '../service-under-test.ts';
import { type FuzzedEntry, PLAYERS, entryArbitrary } from './entry-arbitrary.ts';
import { FUZZ, FUZZ_TIMEOUT_MS } from './fuzz-size.ts';

// The real service, whatever stands on the wallet stream: each entry ends as an event that was decided, ignored, or as a dead
// letter whose code the contract lists, and nothing is left waiting.

const STREAM = 'wallet:events';
const CHUNK = 1_000;
/** Codes of an entry that was understood and still could not be applied. */
const DECIDED = new Set(['EVENT_ID_REUSED']);

const page = readFileSync(new URL('../../../docs/contracts/wallet-stream.md', import.meta.url), 'utf8');
const documented = new Set([...page.matchAll(/^\| `([A-Z_]+)` \| /gm)].map(([, code]) => code));

let service: GuardedService;
beforeAll(async () => {
  service = await GuardedService.start({ MULTI_BRAND_ENFORCEMENT: 'enforce', CALLER_REQUESTS_PER_SECOND_MAX: '0' });
  service.walletAnswers.status = 200;
  for (const player of PLAYERS) {
    for (const [n, required] of ['2000', '400000', '9'.repeat(59)].entries()) {
      const source = { type: 'bonus', id: `fuzz-${n}` };
      const body = { player_id: player, currency: 'EUR', source, required_minor: required, release_minor: '0' };
      const answer = await service.call('/internal/rolling', { body });
      assert.equal(answer.status, 201, answer.text);
    }
  }
});
afterAll(() => service.stop());

async function append(entries: readonly FuzzedEntry[]): Promise<readonly string[]> {
  const pipeline = service.redis.pipeline();
  for (const entry of entries) pipeline.call('XADD', STREAM, '*', ...entry.flat());
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, id]) => {
    if (error !== null) throw error;
    return String(id);
  });
}

async function nothingWaits(): Promise<void> {
  await until(async () => {
    const groups = (await service.redis.xinfo('GROUPS', STREAM)) as unknown[][];
    const group = groups[0] ?? [];
    const of = (name: string): unknown => group[group.indexOf(name) + 1];
    if (of('pending') !== 0 || of('lag') !== 0)
      throw new Error(`${String(of('pending'))} pending, lag ${String(of('lag'))}`);
  }, 120_000);
}

/** The code on each dead letter, by the entry's id. */
async function deadLetters(): Promise<ReadonlyMap<string, string>> {
  const letters = new Map<string, string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = `state=all&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`;
    const { body } = await service.call(`/internal/rolling/ops/dead-letters?${query}`);
    for (const letter of body['items'] as { entry_id: string; reason: string }[]) {
      assert(!letters.has(letter.entry_id), `two letters for ${letter.entry_id}`);
      letters.set(letter.entry_id, letter.reason);
    }
    cursor = body['next_cursor'] as string | null;
  }
  return letters;
}

const sum = (samples: Readonly<Record<string, number>>, wanted: RegExp): number =>
  Object.entries(samples).reduce((total, [labels, value]) => (wanted.test(labels) ? total + value : total), 0);

/** What the contract says of an entry, by the pure decoder. */
function judged(entry: FuzzedEntry): ReturnType<typeof decodeEntry> {
  // As a client library reads it: bytes that are no UTF-8 become U+FFFD.
  const fields = Object.fromEntries(
    entry.map(([name, value]) => [Buffer.from(name).toString('utf8'), value.toString('utf8')]),
  );
  return decodeEntry(fields, {
    nowMs: Date.now(),
    brandEnforcement: 'enforce',
    defaultBrandId: null,
    exponentOf,
    retentionMs: EVENT_RETENTION_MS,
    futureMs: EVENT_FUTURE_MS,
  });
}

test(
  'every entry ends as an event, ignored, or as a dead letter with a documented code',
  async () => {
    const sent = new Map<string, FuzzedEntry>();
    const entries = fc.sample(entryArbitrary, FUZZ);
    for (let from = 0; from < entries.length; from += CHUNK) {
      const chunk = entries.slice(from, from + CHUNK);
      (await append(chunk)).forEach((id, n) => sent.set(id, chunk[n]!));
    }
    expect(sent.size).toBe(FUZZ.numRuns);
    await nothingWaits();

    const letters = await deadLetters();
    let ignored = 0;
    for (const [id, entry] of sent) {
      const expected = judged(entry);
      const code = letters.get(id);
      const told = JSON.stringify(entry.map(([name, value]) => [name, value.toString('utf8').slice(0, 500)]));
      if (expected.kind === 'refused') assert.equal(code, expected.code, told);
      else assert(code === undefined || (expected.kind === 'event' && DECIDED.has(code)), `${code} ${told}`);
      if (expected.kind === 'ignored') ignored += 1;
    }
    expect([...letters.keys()].filter((id) => !sent.has(id))).toEqual([]);
    expect([...new Set(letters.values())].filter((code) => !documented.has(code))).toEqual([]);

    const decided = await service.metric('rolling_events_total');
    const applied = sum(decided, /type="(settle|rollback)",outcome="(?!refused)/);
    expect(sum(await service.metric('rolling_ignored_events_total'), /.*/)).toBe(ignored);
    expect(applied + ignored + letters.size).toBe(sent.size);
    // Had all been refused, or all understood, little would have been tried.
    expect(applied).toBeGreaterThan(sent.size / 10);
    expect(new Set(letters.values()).size).toBeGreaterThan(12);
  },
  FUZZ_TIMEOUT_MS,
);

test('it lives, and bets still count', async () => {
  expect(service.service.isRunning).toBe(true);
  expect((await service.call('/ready')).status).toBe(200);
  expect(service.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
  const { path, playerId } = await service.created();
  const at = new Date().toISOString();
  const payload = {
    player_id: playerId,
    bet_id: 'after',
    currency: 'EUR',
    stake_minor: '700',
    placed_at: at,
    settled_at: at,
  };
  const said = {
    event_id: 'after',
    event_type: 'BET_SETTLED_CONFIRMED',
    occurred_at: at,
    brand_id: 'brand-a',
    payload,
  };
  await append([[['data', Buffer.from(JSON.stringify(said))]]]);
  await expect.poll(async () => (await service.call(path)).body['wagered_minor'], { timeout: 10_000 }).toBe('700');
});
