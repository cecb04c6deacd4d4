// The database says of each listing what is true on the site, and knows all of them.
import type { Listing } from '../../stack/vinted.ts';
import type { Ledger } from '../ledger.ts';
import type { Evidence, ListingRow } from './evidence.ts';
import { type Finding, loss } from './findings.ts';
import { isOpen, referenceOf } from './site.ts';

export function standings(ledger: Ledger, evidence: Evidence): Finding[] {
  const own = evidence.site.filter(({ member }) => member === ledger.member);
  return [...evidence.listings.flatMap((row) => untrue(row, own, evidence)), ...unknown(ledger, evidence, own), ...statuses(evidence), ...wardrobe(evidence, own)];
}

function untrue(row: ListingRow, own: Listing[], { jobs, wardrobe, bought }: Evidence): Finding[] {
  const made = own.filter((listing) => referenceOf(listing) === row.reference || String(listing.id) === row.external_id);
  const open = made.filter(isOpen);
  const says = (truth: string) => [loss(`listing ${row.id} (${row.reference}) is ${row.state} in the database, and on the site ${truth}`, about())];
  const about = () => ({
    row,
    made,
    jobs: jobs.filter(({ product_id }) => product_id === row.product_id),
    wardrobe: wardrobe.filter(({ vinted_id }) => made.some(({ id }) => id === vinted_id)),
  });
  switch (row.state) {
    case 'live': {
      const shown = made.find(({ id }) => String(id) === row.external_id);
      if (!shown || !isOpen(shown)) return says('it is not for sale');
      const price = (Number(row.price_minor) / 100).toFixed(2);
      if (shown.title !== row.title || shown.price.amount !== price) return says(`it is “${shown.title}” for ${shown.price.amount}, not “${row.title}” for ${price}`);
      return [];
    }
    case 'removed':
    case 'failed':
      return open.length > 0 ? says('it is for sale') : [];
    case 'sold':
      // One that was bought may be taken away after.
      return made.some(({ id, standing }) => standing === 'sold' || bought.includes(id)) ? [] : says('it was not sold');
    default:
      return says('nothing will happen to it any more');
  }
}

/** Every listing for sale that StoFlow made is a live one in the database. */
function unknown(ledger: Ledger, evidence: Evidence, own: Listing[]): Finding[] {
  const known = new Set(evidence.listings.filter(({ state }) => state === 'live').map(({ external_id }) => external_id));
  const forgotten = own.filter((listing) => isOpen(listing) && !ledger.stocked.has(listing.id) && !known.has(String(listing.id)));
  return forgotten.map((listing) => {
    const rows = evidence.listings.filter(({ reference }) => reference === referenceOf(listing));
    return loss(`listing ${listing.id} (${referenceOf(listing)}) is for sale, and no live one in the database`, { listing, rows });
  });
}

/** An item that is for sale says so. */
function statuses(evidence: Evidence): Finding[] {
  return evidence.products.flatMap((product) => {
    const rows = evidence.listings.filter(({ product_id }) => product_id === product.id);
    const isLive = rows.some(({ state }) => state === 'live');
    if (isLive === (product.status === 'published')) return [];
    return [loss(`product ${product.id} is ${product.status}, and ${isLive ? 'a' : 'no'} listing of it is live`, { product, rows })];
  });
}

/** What the last sync wrote down is what there is, and whose it is. */
function wardrobe(evidence: Evidence, own: Listing[]): Finding[] {
  const rows = new Map(evidence.wardrobe.map((row) => [row.vinted_id, row]));
  return own.flatMap((listing) => {
    const row = rows.get(listing.id);
    const live = evidence.listings.find(({ state, external_id }) => state === 'live' && external_id === String(listing.id));
    const says = (what: string) => [loss(`the wardrobe says listing ${listing.id} is ${what}`, { listing, row, live })];
    if (live && row?.listing_id !== live.id) return says(`that of ${row?.listing_id ?? 'nobody'}, and it is that of ${live.id}`);
    if (!trueStates(listing).includes(row?.state)) return says(`${row?.state ?? 'unknown'}, and it is ${listing.standing} and ${listing.visibility}`);
    return [];
  });
}

function trueStates({ standing, visibility }: Listing): (string | undefined)[] {
  if (standing === 'deleted') return [undefined, 'vanished', 'closed'];
  return [standing === 'on_sale' && visibility === 'hidden' ? 'hidden' : standing];
}
