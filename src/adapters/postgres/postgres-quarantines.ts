// The port Quarantines on Postgres, on the connection that dead letters are resolved on: both are an operator's few calls.
import type { Quarantines } from '../../ports/quarantines.ts';
import type { LetterPool } from './postgres-dead-letters.ts';
import { discardParked } from './quarantine/discard-parked.ts';
import { markReplay } from './quarantine/mark-replay.ts';
import { selectKeptQuarantine, selectKeptQuarantines } from './quarantine/select-kept.ts';
import { selectParkedPage } from './quarantine/select-quarantined.ts';

export function createPostgresQuarantines({ sql, heard }: LetterPool): Quarantines {
  return {
    page: (brandId, after, limit) => heard(() => selectKeptQuarantines(sql, brandId, after, limit)),
    find: (player) => heard(() => selectKeptQuarantine(sql, player)),
    events: (player, afterSeq, limit) => heard(() => selectParkedPage(sql, player, afterSeq, limit)),
    askReplay: (player, asked) =>
      heard(async () => {
        await markReplay(sql, player, asked);
        return selectKeptQuarantine(sql, player);
      }),
    discard: (player, seq, discarding) => heard(() => discardParked(sql, player, seq, discarding)),
  };
}
