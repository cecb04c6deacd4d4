// A place at one of a shop's dashboards, and how somebody there chooses what to do something to.
import type { Editor, ListingView } from '../stack/products.ts';
import type { Dashboard } from './dashboard.ts';
import type { Dice } from './dice.ts';
import type { Item } from './ledger.ts';
import type { Shop } from './shop.ts';

export interface Desk {
  shop: Shop;
  dashboard: Dashboard;
  dice: Dice;
}

export interface Operation {
  name: string;
  weight: number;
  /** How it went; `undefined` where there was nothing to do it to. */
  perform(desk: Desk): Promise<string | undefined>;
}

/** How an item stands on vinted.fr, as its page shows it. */
export type Standing = ListingView | null;

/** One wish in six is for something that does not fit. */
export const SENSE = 5 / 6;

/** Draws an item that nobody is busy with, reads how it stands, and does it where that makes sense. */
export async function atItem(desk: Desk, wanted: 'live' | 'offline' | 'any', act: (item: Item, standing: Standing) => Promise<string | undefined>): Promise<string | undefined> {
  const { shop, dice } = desk;
  const mustFit = dice.happens(SENSE);
  for (const item of dice.shuffled(shop.ledger.items).slice(0, 6)) {
    if (shop.taken.has(item.product)) continue;
    shop.taken.add(item.product);
    try {
      const read = await desk.dashboard.get<Editor>(`/api/v1/products/${item.product}`);
      if (!read.body) return `not read (${read.why})`;
      const standing = read.body.readiness[0]?.listing ?? null;
      if (mustFit && !fits(standing, wanted)) continue;
      return await act(item, standing);
    } finally {
      shop.taken.delete(item.product);
    }
  }
  return undefined;
}

function fits(standing: Standing, wanted: 'live' | 'offline' | 'any'): boolean {
  if (wanted === 'any') return true;
  if (wanted === 'live') return standing?.state === 'live' && standing.job === null;
  return !standing || ['removed', 'failed'].includes(standing.state);
}

