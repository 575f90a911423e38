// Keeps one poisoned player from everybody else's way. A decision that throws, a rolling that cannot be read or a commit that the
// database refuses for good puts the player in quarantine: what the stream says of it is parked in order, and nothing of it is
// decided until a replay gets everything parked through. What is not the stream's comes again by itself: timers stand in their
// table, and an attempt whose answer is not heard is repeated under its key.
import type { Command } from '../domain/command.ts';
import { type Decision, type QuarantineStep, decided } from '../domain/decide/decision.ts';
import { type Quarantine, type QuarantineReason, detailOf } from '../domain/quarantine.ts';
import { problemReply } from '../domain/problem.ts';
import type { Logger } from '../observe/logger.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Envelope } from '../ports/occasion.ts';
import type { UnreadableRolling } from '../ports/store.ts';
import type { QuarantinePart } from './quarantine-part.ts';
import type { Shard } from './shard.ts';
import type { HeldPlayer } from './shard-quarantine.ts';

/** Why an occasion cannot be decided. */
export interface Fault extends Pick<Quarantine, 'reason' | 'detail' | 'rollingId'> {
  readonly error: unknown;
}

/** Where decisions go that are being taken now. */
export interface Taking {
  readonly part: QuarantinePart;
  readonly batch: number;
  readonly now: number;
}

/** Commands of operators on one rolling: their means to get it out of what it is stuck in. Others have to wait. */
const OPERATORS: Readonly<Record<Command['operation'], boolean>> = {
  adjust: true,
  complete: true,
  expire: true,
  'retry-completion': true,
  resume: true,
  review: true,
  suspend: true,
  cancel: false,
  'cancel-all': false,
  create: false,
};

const mayPass = ({ occasion, replay }: Envelope): boolean =>
  replay !== undefined || (occasion.kind === 'command' && OPERATORS[occasion.command.operation]);

export function isKeptOut(shard: Shard, envelope: Envelope): boolean {
  return shard.quarantine.find(envelope.playerId) !== undefined && !mayPass(envelope);
}

export function faultOfUnreadable({ error, rollingId }: UnreadableRolling): Fault {
  return { reason: 'ROLLING_UNREADABLE', detail: detailOf(error), rollingId, error };
}

const faultOf = (reason: QuarantineReason, error: unknown, { occasion }: Envelope): Fault => ({
  reason,
  detail: detailOf(error),
  rollingId: occasion.kind === 'timer' ? occasion.timer.rollingId : null,
  error,
});

const quarantined = problemReply(
  'PLAYER_QUARANTINED',
  'something about the player cannot be decided; nothing was done',
);

export class Quarantining {
  private readonly logger: Logger;
  private readonly metrics: Metrics;

  constructor({ logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics }) {
    this.logger = logger;
    this.metrics = metrics;
  }

  /** `unreadable`: what the load found wrong with the player. `decide` may throw. */
  take(shard: Shard, envelope: Envelope, unreadable: Fault | null, taking: Taking, decide: () => Decision): Decision {
    const held = shard.quarantine.find(envelope.playerId);
    if (envelope.replay !== undefined) return this.replay(shard, envelope, held, unreadable, taking, decide);
    if (held !== undefined && !mayPass(envelope)) return this.keepOut(shard, envelope, taking);
    if (unreadable !== null) return this.condemn(shard, envelope, unreadable, taking);
    if (envelope.refusedBy !== undefined) {
      const fault = faultOf('COMMIT_REFUSED', envelope.refusedBy, envelope);
      return this.condemn(shard, envelope, fault, taking);
    }
    try {
      return decide();
    } catch (error) {
      return this.condemn(shard, envelope, faultOf('DECISION_FAILED', error, envelope), taking);
    }
  }

  private keepOut(shard: Shard, envelope: Envelope, taking: Taking): Decision {
    switch (envelope.occasion.kind) {
      case 'settle':
      case 'rollback':
        return this.park(shard, envelope, {}, taking);
      case 'command':
        return decided('refused', { reply: quarantined });
      case 'timer':
      case 'wallet':
      case 'rewrite':
      case 'unpark':
      case 'release':
        return decided('held');
    }
  }

  /** A command that fails leaves no trace and tells its caller; everything else would be lost or come again for ever. */
  private condemn(shard: Shard, envelope: Envelope, fault: Fault, taking: Taking): Decision {
    const { brandId, playerId, occasion } = envelope;
    const { reason, detail } = fault;
    const who = { err: fault.error, brandId, playerId, rollingId: fault.rollingId, occasion: occasion.kind, reason };
    if (occasion.kind === 'command' && reason !== 'ROLLING_UNREADABLE') {
      this.logger.error(who, 'a command could not be decided; nothing was done');
      return decided('refused', { reply: problemReply('COMMAND_FAILED', detail) });
    }
    if ((occasion.kind === 'settle' || occasion.kind === 'rollback') && envelope.origin === undefined) {
      this.logger.error(who, 'an event without its entry cannot be parked');
      const code = reason === 'COMMIT_REFUSED' ? reason : 'DECISION_FAILED';
      return decided('refused', { refusal: { code, detail } });
    }
    this.logger.error(
      who,
      'the player is in quarantine from now on: its events are parked until somebody replays them',
    );
    this.metrics.quarantines.inc({ reason });
    const step = { begin: this.begin(shard, envelope, fault, taking) };
    if (occasion.kind === 'settle' || occasion.kind === 'rollback') return this.park(shard, envelope, step, taking);
    if (occasion.kind === 'command') return decided('refused', { reply: quarantined, quarantine: step });
    return decided('held', { quarantine: step });
  }

  private begin(shard: Shard, envelope: Envelope, fault: Fault, { part, batch, now }: Taking): Quarantine {
    const { brandId, playerId, slot } = envelope;
    const { reason, detail, rollingId } = fault;
    const since = shard.quarantine.find(playerId)?.since ?? now;
    const quarantine = { brandId, playerId, slot, since, reason, detail, rollingId };
    part.ahead(shard.quarantine.begin(quarantine, batch));
    return quarantine;
  }

  private park(shard: Shard, envelope: Envelope, step: QuarantineStep, { part, batch, now }: Taking): Decision {
    const { occasion, origin, brandId, playerId, slot, receivedAt } = envelope;
    if ((occasion.kind !== 'settle' && occasion.kind !== 'rollback') || origin === undefined) {
      const detail = 'the player is in quarantine, and there is no entry to park';
      return decided('refused', { refusal: { code: 'DECISION_FAILED', detail }, quarantine: step });
    }
    const { seq, undo } = shard.quarantine.park(playerId, batch);
    part.ahead(undo);
    const { stream, entryId, fields } = origin;
    const entry = { stream, entryId, eventId: occasion.event.eventId, receivedAt, raw: JSON.stringify(fields) };
    return decided('parked', {
      quarantine: { ...step, park: { brandId, playerId, slot, seq, parkedAt: now, ...entry } },
    });
  }

  /** In order, each with its effect and the end of its waiting in one commit; the first that fails stops those behind it. */
  private replay(
    shard: Shard,
    envelope: Envelope,
    held: HeldPlayer | undefined,
    unreadable: Fault | null,
    taking: Taking,
    decide: () => Decision,
  ): Decision {
    const { brandId, playerId, occasion, replay } = envelope;
    if (held === undefined || replay === undefined || replay.run.hasFailed) return decided('postponed');
    const unpark = { brandId, playerId, seq: replay.seq };
    if (occasion.kind === 'unpark') return decided('stale', { quarantine: { unpark } });
    if (occasion.kind === 'release') {
      // More was parked meanwhile, or something must become a dead letter first: the next round ends it.
      if (replay.run.hasRefused || held.lastSeq !== occasion.through) return decided('postponed');
      taking.part.ahead(shard.quarantine.end(playerId));
      this.logger.info({ brandId, playerId }, 'everything parked went through: the quarantine ends');
      return decided('stale', { quarantine: { end: { brandId, playerId } } });
    }
    const fault =
      unreadable ?? (envelope.refusedBy === undefined ? null : faultOf('COMMIT_REFUSED', envelope.refusedBy, envelope));
    if (fault !== null) return this.stop(shard, envelope, fault, taking);
    try {
      const decision = decide();
      if (decision.refusal === null) return { ...decision, quarantine: { unpark } };
      replay.run.hasRefused = true;
      return decision;
    } catch (error) {
      return this.stop(shard, envelope, faultOf('DECISION_FAILED', error, envelope), taking);
    }
  }

  private stop(shard: Shard, envelope: Envelope, fault: Fault, taking: Taking): Decision {
    const { brandId, playerId, replay } = envelope;
    const { reason, rollingId } = fault;
    if (replay !== undefined) replay.run.hasFailed = true;
    this.logger.error({ err: fault.error, brandId, playerId, rollingId, reason, seq: replay?.seq }, 'a replay failed');
    return decided('held', { quarantine: { begin: this.begin(shard, envelope, fault, taking) } });
  }
}
