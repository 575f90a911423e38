// The Store port of one process: the memory store, seen through a network that loses requests and answers.
import type { CommitBatch, CommitResult, Store } from '../../src/ports/store.ts';
import type { FaultKind } from './faults.ts';
import type { Fate, Network } from './network.ts';
import type { SimProcess } from './sim-process.ts';
import type { World } from './world.ts';

const STRAGGLER_MS_MAX = 3_000;

const UNKNOWN: CommitResult = { kind: 'unknown', error: new Error('the answer was lost') };
const FAILED: CommitResult = { kind: 'failed', permanent: false, error: new Error('try again') };

/** A transaction whose answer is already lost and whose end is still to come. */
interface LateCommit {
  done: boolean;
  readonly end: () => Promise<void>;
}

export class SimStore implements Store {
  readonly #world: World;
  readonly #network: Network;
  readonly #process: SimProcess;
  #late: LateCommit | null = null;

  constructor(world: World, network: Network, process: SimProcess) {
    this.#world = world;
    this.#network = network;
    this.#process = process;
  }

  /** Shards are the fleet's to give. */
  claimAllShards: Store['claimAllShards'] = () => Promise.reject(new Error('not asked of a worker'));
  claimBrand: Store['claimBrand'] = () => Promise.reject(new Error('not asked of a worker'));

  load: Store['load'] = (request) =>
    this.#ask('load', this.#fate('load_rejected'), async () =>
      this.#world.poisonedPlayers.poison(await this.#world.store.load(request)),
    );

  async commit(batch: CommitBatch): Promise<CommitResult> {
    const { faults } = this.#world;
    this.#world.checkLease(this.#process);
    const name = `commit ${nameOf(batch)}`;
    if (faults.strikes('commit_failed')) return this.#ask(`${name}, fails`, 'fine', async () => FAILED);
    if (faults.strikes('commit_unknown_done')) {
      return this.#ask(`${name}, unknown but done`, 'fine', async () => {
        await this.#commitNow(batch);
        return UNKNOWN;
      });
    }
    if (faults.strikes('commit_unknown_not_done')) {
      return this.#ask(`${name}, unknown and not done`, 'fine', async () => UNKNOWN);
    }
    if (faults.strikes('commit_unknown_late')) {
      return this.#ask(`${name}, unknown and under way`, 'fine', async () => this.#endLater(batch, true));
    }
    if (faults.strikes('commit_unknown_straggler')) {
      return this.#ask(`${name}, unknown and not begun`, 'fine', async () => this.#endLater(batch, false));
    }
    return this.#ask(name, 'fine', () => this.#commitNow(batch));
  }

  outcomeOf: Store['outcomeOf'] = (fences) =>
    this.#ask('outcomeOf', this.#fate('outcome_rejected'), async () => {
      if (this.#late !== null) await this.#late.end();
      return this.#world.store.outcomeOf(fences);
    });

  lostShards: Store['lostShards'] = (shards) =>
    this.#ask('lostShards', this.#fate('lost_shards_rejected'), () => this.#world.lostShards(shards));

  indexPage: Store['indexPage'] = (range, closedSince, after, limit) =>
    this.#ask('indexPage', this.#fate('index_page_rejected'), () =>
      this.#world.store.indexPage(range, closedSince, after, limit),
    );

  dueTimers: Store['dueTimers'] = (token, kinds, dueBy, limit, exceptBrands) =>
    this.#ask(`dueTimers ${kinds.join()}`, this.#fate('due_timers_rejected'), () =>
      this.#world.store.dueTimers(token, kinds, dueBy, limit, exceptBrands),
    );

  attemptsUnderWay: Store['attemptsUnderWay'] = (shards, limit) =>
    this.#ask('attemptsUnderWay', this.#fate('due_timers_rejected'), () =>
      this.#world.store.attemptsUnderWay(shards, limit),
    );

  unpublished: Store['unpublished'] = (token, limit) =>
    this.#ask('unpublished', this.#fate('unpublished_rejected'), () => this.#world.store.unpublished(token, limit));

  markPublished: Store['markPublished'] = (rows, at) => {
    const marked = [...rows];
    return this.#ask('markPublished', this.#fate('mark_published_rejected', 'mark_published_answer_lost'), () =>
      this.#world.markPublished(marked, at),
    );
  };

  oldSnapshots: Store['oldSnapshots'] = (range, below, after, lookRows) =>
    this.#ask('oldSnapshots', 'fine', () => this.#world.store.oldSnapshots(range, below, after, lookRows));

  quarantined: Store['quarantined'] = (shards, after, limit) =>
    this.#ask('quarantined', this.#fate('quarantined_rejected'), () =>
      this.#world.store.quarantined(shards, after, limit),
    );

  replaysAsked: Store['replaysAsked'] = (players) => {
    const asked = [...players];
    return this.#ask('replaysAsked', this.#fate('replays_asked_rejected'), () => this.#world.store.replaysAsked(asked));
  };

  parkedPage: Store['parkedPage'] = (player, afterSeq, limit) =>
    this.#ask('parkedPage', this.#fate('parked_page_rejected'), () =>
      this.#world.store.parkedPage(player, afterSeq, limit),
    );

  writeDeadLetters: Store['writeDeadLetters'] = (letters) => {
    // What was handed over is what is written, whatever its owner does to the list meanwhile.
    const written = [...letters];
    return this.#ask(
      `writeDeadLetters ${written.map((letter) => letter.entryId).join()}`,
      this.#fate('dead_letters_rejected', 'dead_letters_answer_lost'),
      () => this.#world.writeDeadLetters(written),
    );
  };

  forgetAnswers: Store['forgetAnswers'] = (before) =>
    this.#ask('forgetAnswers', this.#fate('inbox_upkeep_rejected'), () => this.#world.store.forgetAnswers(before));

  maintainInbox: Store['maintainInbox'] = (firstDay, lastDay) =>
    this.#ask('maintainInbox', this.#fate('inbox_upkeep_rejected'), () =>
      this.#world.store.maintainInbox(firstDay, lastDay),
    );

  #commitNow(batch: CommitBatch): Promise<CommitResult> {
    return this.#world.commit(batch, this.#process.name);
  }

  /** A transaction that is under way is over once its rows could be locked; one that was not even begun may still come. */
  #endLater(batch: CommitBatch, underWay: boolean): CommitResult {
    const { agenda, random } = this.#world;
    const late: LateCommit = {
      done: false,
      end: async () => {
        if (late.done) return;
        late.done = true;
        const { kind } = await this.#commitNow(batch);
        this.#world.note(`${this.#process.name} late commit ${nameOf(batch)}: ${kind}`);
      },
    };
    if (underWay) this.#late = late;
    agenda.after(random.between(0, STRAGGLER_MS_MAX), () => void late.end());
    return UNKNOWN;
  }

  #fate(rejected: FaultKind, answerLost?: FaultKind): Fate {
    const { faults } = this.#world;
    if (faults.strikes(rejected)) return 'rejected';
    return answerLost !== undefined && faults.strikes(answerLost) ? 'answer_lost' : 'fine';
  }

  #ask<Answer>(name: string, fate: Fate, effect: () => Promise<Answer>): Promise<Answer> {
    return this.#network.request(this.#process, name, effect, { fate });
  }
}

function nameOf(batch: CommitBatch): string {
  const shards = batch.fences.map(({ brandId, shardNo, expectedSeq }) => `${brandId}/${shardNo}@${expectedSeq}`);
  return `${shards.join()} j${batch.journal.length} i${batch.inbox.length} o${batch.outbox.length}`;
}
