// RFC 3339 on the wire, epoch milliseconds inside. The only pure file that may touch Date: it reads no clock.

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export const DAY_MS = 86_400_000;

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Years 1 to 9999: what Postgres and RFC 3339 can both write. */
const EARLIEST_MS = -62_135_596_800_000;
const LATEST_MS = 253_402_300_799_999;

/**
 * Epoch milliseconds of an RFC 3339 date-time in the years 1 to 9999; null for anything else. Digits behind the millisecond
 * are cut off. Read digit by digit, because Date.parse takes 30 February for 2 March, and is several times slower.
 */
export function parseTimestamp(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40 || !RFC_3339.test(value)) return null;
  const year = twoDigits(value, 0) * 100 + twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const hour = twoDigits(value, 11);
  const minute = twoDigits(value, 14);
  const second = twoDigits(value, 17);
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const offset = offsetMinutes(value);
  if (offset === null) return null;
  const clock = ((hour * 60 + minute - offset) * 60 + second) * 1_000 + milliseconds(value);
  const at = epochDay(year, month, day) * DAY_MS + clock;
  return at < EARLIEST_MS || at > LATEST_MS ? null : at;
}

/** "2026-01-31T12:00:00.000Z". */
export function formatTimestamp(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Days since 1970-01-01 in UTC. */
export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** Days since 1970-01-01 of a proleptic Gregorian date; a year begins in March here, so that the leap day comes last. */
function epochDay(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + dayOfYear - 719_468;
}

function milliseconds(value: string): number {
  if (value[19] !== '.') return 0;
  let total = 0;
  let unit = 100;
  for (let at = 20; unit >= 1; at += 1, unit /= 10) {
    const figure = digit(value, at);
    if (figure < 0 || figure > 9) break;
    total += figure * unit;
  }
  return total;
}

/** Minutes east of UTC; null where the offset is no time of day. */
function offsetMinutes(value: string): number | null {
  const last = value.charCodeAt(value.length - 1);
  if (last === 90 || last === 122) return 0;
  const hours = twoDigits(value, value.length - 5);
  const minutes = twoDigits(value, value.length - 2);
  if (hours > 23 || minutes > 59) return null;
  return (value[value.length - 6] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
