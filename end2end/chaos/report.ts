// What a run did and what its audit found, as text. Its last two lines are what the run is about.
import type { Finding } from './audit/findings.ts';
import type { Tally } from './tally.ts';

export interface Run {
  seed: number;
  minutes: number;
  operations: Tally;
  faults: Tally;
  /** Jobs of all shops by kind and end. */
  jobs: Tally;
  /** Listings that were ever made on vinted.fr. */
  created: number;
  findings: Finding[];
}

export function write({ seed, minutes, operations, faults, jobs, created, findings }: Run): string {
  const rate = Math.round(operations.total / minutes);
  const count = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).length;
  return [
    `seed ${seed}, ${minutes} min`,
    `\n${operations.total} operations, ${rate} a minute:`,
    ...operations.lines(),
    `\n${faults.total} faults:`,
    ...faults.lines(),
    `\n${jobs.total} jobs, ${created} listings made on vinted.fr:`,
    ...jobs.lines(),
    '',
    ...findings.flatMap(({ kind, what, detail }) => [`${kind}: ${what}`, `  ${JSON.stringify(detail)}`]),
    `duplicates: ${count('duplicate')}`,
    `losses: ${count('loss')}`,
    '',
  ].join('\n');
}
