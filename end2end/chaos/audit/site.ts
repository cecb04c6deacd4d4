// How the site's listings are read: what is for sale, and whose it is.
import type { Listing } from '../../stack/vinted.ts';

/** The code by which StoFlow finds a listing again: the last line of its description. */
export function referenceOf({ description }: Pick<Listing, 'description'>): string | undefined {
  return /Réf\. (SF-[0-9A-Z]+)\s*$/.exec(description)?.[1];
}

/** In the wardrobe and neither sold nor deleted. */
export function isOpen({ standing }: Pick<Listing, 'standing'>): boolean {
  return standing !== 'sold' && standing !== 'deleted';
}
