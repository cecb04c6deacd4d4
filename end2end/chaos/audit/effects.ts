// Nothing was done on the site more often than it was asked for here and permitted.
import type { Asked } from '../../stack/vinted.ts';
import type { Ledger, Work } from '../ledger.ts';
import type { Evidence, JobRow } from './evidence.ts';
import { type Finding, duplicate } from './findings.ts';

export function effects(ledger: Ledger, { site, asked, jobs, listings }: Evidence): Finding[] {
  const own = asked.filter((call) => call.member === ledger.member && hadEffect(call));
  const created = own.filter(({ method, path }) => method === 'POST' && path === '/api/v2/item_upload/items');
  const made = site.filter(({ id, member }) => member === ledger.member && !ledger.stocked.has(id));
  const publications = jobs.filter(({ action }) => action === 'publish');
  return [
    ...tooMany('listings were made', made, wishes(ledger, 'publish'), 'wishes to publish', publications),
    ...tooMany('creations were asked of the site', created, permits(publications), 'permits', publications),
    ...listings.flatMap(({ id, external_id }) => {
      const at = (action: Work) => jobs.filter((job) => job.action === action && job.listing_id === id);
      const calls = (method: string, path: string) => own.filter((call) => call.method === method && call.path === path);
      const updated = calls('PUT', `/api/v2/item_upload/items/${external_id}`);
      const deleted = calls('POST', `/api/v2/items/${external_id}/delete`);
      return [
        ...tooMany(`updates of listing ${external_id} were made`, updated, permits(at('update')), 'permits', at('update')),
        ...tooMany(`removals of listing ${external_id} were made`, deleted, permits(at('delete')), 'permits', at('delete')),
      ];
    }),
  ];
}

/** Faults that let it happen and lose the answer. */
const UNHEARD = ['cut_after', 'gateway_timeout'];

function hadEffect({ status, fault }: Asked): boolean {
  return (status !== null && status >= 200 && status < 300) || UNHEARD.includes(fault ?? '');
}

function tooMany(what: string, done: unknown[], allowed: number, of: string, jobs: JobRow[]): Finding[] {
  if (done.length <= allowed) return [];
  return [duplicate(`${done.length} ${what}, and there were ${allowed} ${of}`, { done, jobs })];
}

/** Wishes that became jobs, or may have. A job that was retried by hand is still one wish. */
function wishes(ledger: Ledger, work: Work): number {
  return ledger.wishes.filter((wish) => wish.work === work && wish.ack !== 'refused').length;
}

/** How often the server said yes right before the effect. */
function permits(jobs: JobRow[]): number {
  return jobs.flatMap(({ events }) => events).filter((event) => event.endsWith(' executor permitted')).length;
}
