// What happens to a listing on vinted.fr itself: it is sold, hidden, reserved, taken down. Only to listings that no job is
// at, since who does both at once cannot say what they want.
import { type Desk, type Operation, type Standing, atItem } from './desk.ts';

type Change = { standing?: 'sold' | 'reserved' | 'on_sale' | 'deleted'; visibility?: 'shown' | 'hidden' };

export const SITE_ACTS: Operation[] = [
  act('sold on the site', 2, { standing: 'sold' }),
  act('taken down on the site', 3, { standing: 'deleted' }),
  act('reserved on the site', 2, { standing: 'reserved' }),
  act('free again on the site', 2, { standing: 'on_sale' }),
  act('hidden on the site', 2, { visibility: 'hidden' }),
  act('shown again on the site', 2, { visibility: 'shown' }),
];

function act(name: string, weight: number, change: Change): Operation {
  return { name, weight, perform: (desk) => atItem(desk, 'live', (_, standing) => perform(desk, standing, change)) };
}

async function perform({ shop }: Desk, standing: Standing, change: Change): Promise<string | undefined> {
  if (standing?.state !== 'live' || standing.job !== null) return undefined;
  const id = Number(/\/items\/(\d+)/.exec(standing.url ?? '')?.[1]);
  const listing = (await shop.world.vinted.listings(shop.member)).find((one) => one.id === id);
  // A listing that is over stays so.
  if (!listing || ['sold', 'deleted'].includes(listing.standing)) return undefined;
  await shop.world.vinted.change(listing, change);
  return 'done';
}
