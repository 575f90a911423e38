// What passes between processes, watched on its way: which hard states were met, and that no owner applies what a reader hands over
// under an older lease than the owner has heard of.
import type { MemoryTables } from '../../src/adapters/memory/memory-tables.ts';
import { shardKey } from '../../src/adapters/memory/memory-tables.ts';
import type { ForwardedEntry, Link, LinkHandlers, Peer } from '../../src/ports/link.ts';
import type { Sightings } from './sightings.ts';
import type { Violations } from './violations.ts';

export function watchedLink(link: Link, tables: MemoryTables, sightings: Sightings): Link {
  const moved = new Set<string>();
  const watch = (peer: Peer): Peer => ({
    sendEntry: (entry, end) => {
      if (entry.round > 0) sightings.saw('entry_read_behind');
      peer.sendEntry(entry, (ending) => {
        if (ending.kind === 'busy') sightings.saw('entry_found_no_room');
        if (ending.kind === 'moved') sightings.saw('entry_sent_back');
        if (ending.kind === 'moved' && isElsewhere(entry, tables)) sightings.saw('entry_out_at_hand_off');
        end(ending);
      });
    },
    sendCommand: async (command, deadlineMs) => {
      if (moved.has(command.key)) sightings.saw('command_sent_again');
      const reply = await peer.sendCommand(command, deadlineMs);
      if (reply.kind === 'moved') moved.add(command.key);
      return reply;
    },
  });
  return { peer: (address) => watch(link.peer(address)), keepOnly: (addresses) => link.keepOnly(addresses) };
}

function isElsewhere({ shard: { brandId, shardNo, epoch } }: ForwardedEntry, tables: MemoryTables): boolean {
  const row = tables.shards.get(shardKey(brandId, shardNo));
  return row === undefined || row.retired || row.epoch !== epoch;
}

export function watchedInbound(inbound: LinkHandlers, sightings: Sightings, violations: Violations): LinkHandlers {
  const newest = new Map<string, number>();
  return {
    command: inbound.command,
    entry: (entry, end) => {
      const known = newest.get(entry.stream) ?? 0;
      newest.set(entry.stream, Math.max(known, entry.streamEpoch));
      const isOld = entry.streamEpoch < known;
      if (isOld) sightings.saw('entry_of_an_older_lease');
      inbound.entry(entry, (ending) => {
        const isApplied = ending.kind === 'durable' || ending.kind === 'refused';
        violations.expect(!isOld || !isApplied, 'nothing is taken from a reader whose successor was heard of', () => {
          return `${entry.stream} ${entry.entryId} under ${entry.streamEpoch}, not ${known}`;
        });
        end(ending);
      });
    },
  };
}
