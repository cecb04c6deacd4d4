// What is for sale shows what was saved: all of one save, none older than the last finished job could see, and the
// photos in their order.
import type { Listing } from '../../stack/vinted.ts';
import { type Item, type Ledger, type Save, numberIn, serialIn } from '../ledger.ts';
import type { Evidence, JobRow, ListingRow } from './evidence.ts';
import { type Finding, duplicate, loss } from './findings.ts';
import { isOpen } from './site.ts';

export function contents(ledger: Ledger, evidence: Evidence): Finding[] {
  const shown = evidence.site.filter((listing) => listing.member === ledger.member && isOpen(listing) && !ledger.stocked.has(listing.id));
  return ledger.items.flatMap((item) => [
    ...kept(item, evidence),
    ...shown.filter(({ description }) => numberIn(description) === item.number).flatMap((listing) => [...photos(item, listing), ...words(item, listing, evidence)]),
  ]);
}

/** A save that was acknowledged is there, or a later one is. */
function kept(item: Item, evidence: Evidence): Finding[] {
  const row = evidence.products.find(({ id }) => id === item.product);
  if (!row) return [loss(`product ${item.product} is not there`, item)];
  const acknowledged = Math.max(0, ...item.saves.filter(({ ack }) => ack === 'accepted').map(({ serial }) => serial));
  const save = item.saves.find(({ serial }) => serial === serialIn(row.description));
  const price = (Number(row.price_minor) / 100).toFixed(2);
  if (acknowledged === 0 && save === undefined) return [];
  const says = (what: string) => [loss(`product ${item.product} holds ${what}`, { item, row })];
  if (!save || save.ack === 'refused' || save.serial < acknowledged) return says(`save ${save?.serial} (${save?.ack}), and ${acknowledged} was acknowledged`);
  if (save.title !== row.title || save.price !== price) return says(`a part of save ${save.serial} only`);
  return [];
}

function photos(item: Item, listing: Listing): Finding[] {
  const seen = listing.photos.map(({ width, height }) => `${width}×${height}`);
  if (seen.join() === item.photos.join()) return [];
  const what = `listing ${listing.id} shows the photos ${seen.join(', ')} instead of ${item.photos.join(', ')}`;
  return [seen.length > item.photos.length ? duplicate(what, { item, listing }) : loss(what, { item, listing })];
}

function words(item: Item, listing: Listing, evidence: Evidence): Finding[] {
  const row = evidence.listings.find(({ external_id }) => external_id === String(listing.id));
  const save = item.saves.find(({ serial }) => serial === serialIn(listing.description));
  const about = { item, listing, row, jobs: evidence.jobs.filter(({ product_id }) => product_id === item.product) };
  if (!save || save.ack === 'refused') return [loss(`listing ${listing.id} shows what was never saved`, about)];
  if (save.title !== listing.title || save.price !== listing.price.amount || !listing.description.startsWith(save.description)) {
    return [loss(`listing ${listing.id} shows a part of save ${save.serial} only`, about)];
  }
  const least = row ? oldestAllowed(item, row, evidence.jobs) : 0;
  if (save.serial < least) return [loss(`listing ${listing.id} shows save ${save.serial}, and a finished job was asked for after save ${least}`, about)];
  return [];
}

/** The newest save that was acknowledged before the last finished job at this listing was asked for. */
function oldestAllowed(item: Item, row: ListingRow, jobs: JobRow[]): number {
  const finished = jobs.filter(({ listing_id, action, state }) => listing_id === row.id && ['publish', 'update'].includes(action) && state === 'completed');
  const asked = Math.max(0, ...finished.map(({ created_at }) => Date.parse(created_at)));
  const known = (save: Save) => save.ack === 'accepted' && save.answered < asked;
  return Math.max(0, ...item.saves.filter(known).map(({ serial }) => serial));
}
