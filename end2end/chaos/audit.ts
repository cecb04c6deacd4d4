// Holds what is left on the site and in the database to what was asked and answered. Knows nothing of how the run went.
import type { Evidence } from './audit/evidence.ts';
import type { Finding } from './audit/findings.ts';
import { contents } from './audit/contents.ts';
import { doubles } from './audit/doubles.ts';
import { effects } from './audit/effects.ts';
import { standings } from './audit/standings.ts';
import { work } from './audit/work.ts';
import type { Ledger } from './ledger.ts';

export function audit(ledger: Ledger, evidence: Evidence): Finding[] {
  return [doubles, effects, standings, contents, work].flatMap((rule) => rule(ledger, evidence));
}
