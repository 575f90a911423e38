// Quarantines and parked events as lines for people.
import type { KeptQuarantine, ParkedEvent } from '../domain/quarantine.ts';
import { formatTimestamp } from '../domain/timestamp.ts';

export function quarantinesText(all: readonly KeptQuarantine[]): string {
  if (all.length === 0) return 'nobody is in quarantine\n';
  return all.map(quarantineText).join('');
}

function quarantineText({
  brandId,
  playerId,
  since,
  reason,
  detail,
  rollingId,
  parked,
  replay,
}: KeptQuarantine): string {
  const lines = [
    `${brandId}  ${playerId}  ${reason}  since ${formatTimestamp(since)}  ${parked} parked`,
    `    ${detail}`,
    ...(rollingId === null ? [] : [`    rolling ${rollingId}`]),
    ...(replay === null ? [] : [`    replay asked by ${replay.requestedBy} at ${formatTimestamp(replay.at)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function eventsText(events: readonly ParkedEvent[]): string {
  if (events.length === 0) return 'nothing is parked\n';
  return events
    .map(({ seq, receivedAt, eventId, stream, entryId, raw }) => {
      const head = `${String(seq).padStart(6)}  ${formatTimestamp(receivedAt)}  ${eventId}  ${stream} ${entryId}`;
      return `${head}\n        ${raw}\n`;
    })
    .join('');
}
