// The report as a human reads it: the answer first, then the numbers it rests on, then what is wrong, if anything is.
import { styleText } from 'node:util';
import { DETAILS_MAX } from './findings.ts';
import type { Report } from './report.ts';

type Style = 'green' | 'red' | 'dim' | 'bold';
export type Paint = (style: Style, text: string) => string;

/** Colours only where a terminal shows them. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream });
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}

export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? '' : 's'}`;
}

export function reportText(report: Report, paint: Paint): string {
  const faults = report.mismatches + report.duplicates + report.lost;
  const answer = report.verdict
    ? `  ${paint('green', '✓ VERDICT: true')}   every rolling, release and event is as recomputed from the bets`
    : `  ${paint('red', '✗ VERDICT: false')}   ${report.problems[0] ?? `${plural(faults, 'finding')}, see below`}`;
  return [
    '',
    answer,
    '',
    // A run that came to nothing has no numbers; a column of zeros would look as if it had.
    ...(report.rollings_created + report.events_in > 0 ? numberLines(report, paint) : []),
    ...report.problems.slice(1).map((problem) => `  ${paint('red', problem)}`),
    ...detailLines(report, paint),
    '',
  ].join('\n');
}

function numberLines(report: Report, paint: Paint): string[] {
  const line = (label: string, value: number, remark: string): string =>
    `  ${label.padEnd(20)}${number(value).padStart(10)}   ${paint('dim', remark)}`;
  return [
    line('bets', report.bets_in, betsRemark(report.bets)),
    line('events fed', report.events_in, `${number(report.events_applied)} applied and acknowledged`),
    line('rollings', report.rollings_created, `${number(report.rollings_completed)} completed`),
    line('wallet releases', report.wallet_releases, 'one for each completed rolling, none for others'),
    line(
      'events published',
      report.events_out,
      `${number(report.events_redelivered)} delivered again under the same id`,
    ),
    line('mismatches', report.mismatches, 'something is there and wrong'),
    line('duplicates', report.duplicates, 'something happened twice'),
    line('lost', report.lost, 'something due is not there'),
    '',
    `  ${report.seconds.toFixed(1)} s from the first bet to the last, ${number(report.events_per_s)} events/s` +
      (report.kills > 0 ? `, a process killed ${plural(report.kills, 'time')}` : ''),
  ];
}

function betsRemark(bets: Report['bets']): string {
  return [
    `${number(bets.credited)} credited`,
    `${number(bets.after_target)} after the target`,
    `${number(bets.without_rolling)} without a rolling`,
    ...(bets.counting_nothing > 0 ? [`${number(bets.counting_nothing)} counting nothing`] : []),
    ...(bets.not_fed > 0 ? [`${number(bets.not_fed)} never fed`] : []),
  ].join(', ');
}

function detailLines(report: Report, paint: Paint): string[] {
  if (report.details.length === 0) return [];
  const faults = report.mismatches + report.duplicates + report.lost;
  const title = faults > DETAILS_MAX ? `the first ${DETAILS_MAX} of ${number(faults)} findings` : 'findings';
  return [
    '',
    `  ${paint('bold', title)}`,
    ...report.details.map(({ kind, subject, message }) => `  ${paint('red', kind.padEnd(10))} ${subject}: ${message}`),
  ];
}
