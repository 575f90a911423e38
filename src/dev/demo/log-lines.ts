// The service's log as a person reads it. It is JSON for machines; when the demo has to show its end, it shows words.

/** "12:00:01 warn cannot read due timers; trying again (connect ECONNREFUSED)"; what is no log line is left as it is. */
export function readableLogLine(line: string): string {
  const entry = parsed(line);
  if (!isRecord(entry) || typeof entry['msg'] !== 'string') return line;
  const { time, level, msg, err } = entry;
  const clock = typeof time === 'string' ? `${time.slice(11, 19)} ` : '';
  const cause = isRecord(err) && typeof err['message'] === 'string' ? ` (${err['message']})` : '';
  return `${clock}${typeof level === 'string' ? level : ''} ${msg}${cause}`;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
