// Every wish that was accepted is a job, every job was wished for, and every job has ended in a true state.
import { type Ledger, type Work } from '../ledger.ts';
import type { Evidence, JobRow } from './evidence.ts';
import { type Finding, duplicate, loss } from './findings.ts';
import { isOpen, referenceOf } from './site.ts';

const FINAL = ['completed', 'failed', 'cancelled', 'expired'];

export function work(ledger: Ledger, evidence: Evidence): Finding[] {
  return [...wishes(ledger, evidence), ...unprovoked(evidence), ...syncs(ledger, evidence), ...evidence.jobs.flatMap((job) => [...ended(job, ledger, evidence), ...effect(job, evidence)])];
}

function wishes(ledger: Ledger, { jobs }: Evidence): Finding[] {
  const works: Work[] = ['publish', 'update', 'delete'];
  return ledger.items.flatMap(({ product }) =>
    works.flatMap((work) => {
      const wished = ledger.wishes.filter((wish) => wish.work === work && wish.product === product);
      const made = jobs.filter((job) => job.action === work && job.product_id === product && !job.forced);
      const accepted = wished.filter(({ ack }) => ack === 'accepted').length;
      const lost = wished.filter(({ ack }) => ack === 'lost').length;
      const what = `${made.length} jobs to ${work} product ${product}, and ${accepted} wishes were accepted, ${lost} lost`;
      if (made.length < accepted) return [loss(what, made)];
      if (made.length > accepted + lost) return [duplicate(what, made)];
      return [];
    }),
  );
}

/** What nobody asked for is taken off only where another listing of the item was bought. */
function unprovoked({ jobs, listings, bought }: Evidence): Finding[] {
  const wasBought = (job: JobRow) => listings.some(({ id, product_id, external_id }) => id !== job.listing_id && product_id === job.product_id && bought.includes(Number(external_id)));
  return jobs.filter((job) => job.forced && !wasBought(job)).map((job) => duplicate(`job ${job.id} takes off what nobody sold`, job));
}

/** A sync that was accepted came to its end after that. */
function syncs(ledger: Ledger, { jobs }: Evidence): Finding[] {
  const ends = jobs.filter(({ action, finished_at }) => action === 'sync' && finished_at !== null).map(({ finished_at }) => Date.parse(finished_at!));
  const forgotten = ledger.syncs.filter((asked) => !ends.some((end) => end >= asked));
  return forgotten.map((asked) => loss('a sync was accepted and none ended after it', { asked: new Date(asked).toISOString() }));
}

function ended(job: JobRow, ledger: Ledger, evidence: Evidence): Finding[] {
  const says = (what: string) => [loss(`job ${job.id} (${job.action}) ${what}`, { job, site: siteOf(job, evidence) })];
  if (!FINAL.includes(job.state)) return says(`is still ${job.state}`);
  if (job.state === 'expired') return says('expired');
  if (job.state === 'cancelled' && !wasCancelled(job, ledger)) return says('was cancelled by nobody');
  if (job.state === 'failed' && !isRight(job, evidence)) return says(`failed for a reason that does not hold: ${job.trouble?.code}`);
  const completions = job.events.filter((event) => event.endsWith(' completed')).length;
  if (completions > 1) return [duplicate(`job ${job.id} (${job.action}) completed ${completions} times`, job)];
  return [];
}

function wasCancelled(job: JobRow, ledger: Ledger): boolean {
  return ledger.cancels.has(job.id) || (job.batch_id !== null && ledger.batchCancels.has(job.batch_id));
}

/** A failure that stands: the listing is not there to be changed, or the same was asked for again since. */
function isRight(job: JobRow, evidence: Evidence): boolean {
  const again = evidence.jobs.some((later) => later.id > job.id && later.action === job.action && later.product_id === job.product_id);
  const uneditable = siteOf(job, evidence).every(({ standing }) => !['on_sale', 'draft'].includes(standing));
  return again || (job.action !== 'publish' && job.listing_id !== null && uneditable);
}

/** What a completed job says is true on the site. */
function effect(job: JobRow, evidence: Evidence): Finding[] {
  if (job.state !== 'completed' || job.listing_id === null) return [];
  const site = siteOf(job, evidence);
  if (job.action === 'publish' && site.length === 0) return [loss(`job ${job.id} completed, and its listing was never on the site`, job)];
  if (job.action === 'delete' && site.some(isOpen)) return [loss(`job ${job.id} completed, and its listing is for sale`, { job, site })];
  return [];
}

function siteOf(job: JobRow, { listings, site }: Evidence) {
  const row = listings.find(({ id }) => id === job.listing_id);
  return site.filter((listing) => row && (referenceOf(listing) === row.reference || String(listing.id) === row.external_id));
}
