// Nothing is on the site twice, and nothing is there that nobody asked for.
import type { Listing } from '../../stack/vinted.ts';
import { type Ledger, numberIn } from '../ledger.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, duplicate } from './findings.ts';
import { isOpen, referenceOf } from './site.ts';

export function doubles(ledger: Ledger, evidence: Evidence): Finding[] {
  const own = evidence.site.filter(({ id, member }) => member === ledger.member && !ledger.stocked.has(id));
  return [...twiceOfOneReference(own), ...twoAtATime(own), ...unasked(ledger, evidence, own)];
}

/** A reference is one intent: two listings that carry it are one publication done twice. */
function twiceOfOneReference(own: Listing[]): Finding[] {
  return groups(own, (listing) => referenceOf(listing))
    .filter(([, made]) => made.length > 1)
    .flatMap(([reference, made]) => made.slice(1).map((second) => duplicate(`${reference} was created ${made.length} times`, [second, made[0]])));
}

/** One item is for sale at most once at any moment. */
function twoAtATime(own: Listing[]): Finding[] {
  return groups(own, ({ description }) => numberIn(description)).flatMap(([number, made]) => {
    const inOrder = [...made].sort((one, other) => one.created_at.localeCompare(other.created_at));
    return inOrder.slice(1).flatMap((next, index) => {
      const before = inOrder.slice(0, index + 1).find(({ gone_at }) => gone_at === null || Date.parse(gone_at) > Date.parse(next.created_at));
      // Two of one reference are told already.
      if (!before || referenceOf(before) === referenceOf(next)) return [];
      return [duplicate(`item ${number} was for sale twice at a time`, [before, next])];
    });
  });
}

function unasked(ledger: Ledger, evidence: Evidence, own: Listing[]): Finding[] {
  const numbers = new Set(ledger.items.map(({ number }) => number));
  const references = new Set(evidence.listings.map(({ reference }) => reference));
  const strange = own.filter((listing) => {
    const number = numberIn(listing.description);
    return number === undefined || !numbers.has(number);
  });
  const unknownAndGone = own.filter((listing) => !strange.includes(listing) && !isOpen(listing) && !references.has(referenceOf(listing) ?? ''));
  const ours = new Set(evidence.listings.map(({ external_id }) => external_id));
  const onOthers = evidence.site.filter(({ id, member, description }) => member !== ledger.member && (ours.has(String(id)) || references.has(referenceIn(description))));
  return [
    ...strange.map((listing) => duplicate(`listing ${listing.id} belongs to no item`, listing)),
    ...unknownAndGone.map((listing) => duplicate(`listing ${listing.id} was made and taken away again unknown to the database`, listing)),
    ...onOthers.map((listing) => duplicate(`listing ${listing.id} was put on another account`, listing)),
  ];
}

function referenceIn(description: string): string {
  return referenceOf({ description }) ?? 'none';
}

function groups<Key>(listings: Listing[], keyOf: (listing: Listing) => Key | undefined): [Key, Listing[]][] {
  const found = new Map<Key, Listing[]>();
  for (const listing of listings) {
    const key = keyOf(listing);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), listing]);
  }
  return [...found];
}
