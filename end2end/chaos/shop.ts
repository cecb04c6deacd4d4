// A shop that lives through the chaos: its seller at two dashboards and two browsers, what they sell, and what they
// remember of it.
import { Darkroom, LOOKS, type Photo } from '../stack/photos.ts';
import { type Seller, settle } from '../stack/people.ts';
import type { Member } from '../stack/vinted.ts';
import type { World } from '../stack/world.ts';
import { Dashboard } from './dashboard.ts';
import type { Ledger } from './ledger.ts';
import { Seat } from './seat.ts';

const STOCKED = 12;

/** What the browser is called that lies; nobody takes it for one of theirs. */
export const LIAR = 'Menteur';

interface Channel {
  connection: { executor: 'unpaired' | 'away' | 'connected' | 'paused'; stopped: { code: string } | null };
  browsers: { id: number; name: string; connected: boolean; paused: boolean }[];
}

export interface Job {
  id: number;
  kind: { action: string };
  state: string;
  product: number | null;
  trouble: { code: string } | null;
}

interface Jobs {
  list: { jobs: Job[]; counts: { open: number; broken: number } };
}

export class Shop {
  /** Items somebody is busy with: two dashboards meet at one item only where they mean to. */
  readonly taken = new Set<number>();

  private constructor(
    readonly world: World,
    readonly seller: Seller,
    readonly member: Member,
    /** Somebody else of the household, with an account of their own on vinted.fr. */
    readonly stranger: Member,
    readonly dashboards: Dashboard[],
    readonly seats: Seat[],
    readonly photos: Photo[],
    readonly ledger: Ledger,
  ) {}

  static async open(world: World, name: string, browsers: number): Promise<Shop> {
    const seller = await settle(world);
    const member = await world.vinted.addMember(name);
    const stranger = await world.vinted.addMember(`${name}_2`);
    const stocked = await world.vinted.stock(member, { count: STOCKED, photos: 1 });
    const dashboards = [await Dashboard.open(world, seller), await Dashboard.open(world, seller)];
    const seats: Seat[] = [];
    for (let count = 0; count < browsers; count += 1) seats.push(await Seat.take(world, member, await Dashboard.open(world, seller)));
    const photos = await new Darkroom(await seats[0]!.context.newPage()).draw();
    const ledger: Ledger = {
      shop: name,
      email: seller.email,
      member: member.id,
      items: [],
      wishes: [],
      cancels: new Set(),
      batchCancels: new Set(),
      syncs: [],
      stocked: new Set(stocked.map(({ id }) => id)),
    };
    const shop = new Shop(world, seller, member, stranger, dashboards, seats, photos, ledger);
    for (const [index, seat] of seats.entries()) {
      await seat.pair();
      await shop.until('a browser is paired', 30_000, async () => ((await shop.channel())?.browsers.filter(({ connected }) => connected).length ?? 0) > index);
    }
    for (const [index, seat] of seats.entries()) await seat.browse(index);
    return shop;
  }

  /** How Vinted stands; `undefined` where the server does not say. */
  async channel(): Promise<Channel | undefined> {
    const { body } = await this.dashboards[0]!.read<Channel>('/fn/read_vinted_channel');
    return body && { ...body, browsers: body.browsers.filter(({ name }) => name !== LIAR) };
  }

  /** The newest jobs of a kind. */
  async jobs(show: 'all' | 'open' | 'broken'): Promise<Jobs['list'] | undefined> {
    const filter = { show, kind: null, search: '', batch: null, after: null };
    return (await this.dashboards[0]!.read<Jobs>('/fn/list_jobs', { filter })).body?.list;
  }

  /** Photos in an order of their own, and how they are known again. */
  pick(order: number[]): { files: Photo[]; looks: string[] } {
    return {
      files: order.map((index) => this.photos[index]!),
      looks: order.map((index) => `${LOOKS[index]!.width}×${LOOKS[index]!.height}`),
    };
  }

  async until(what: string, patience: number, seen: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (await seen()) return;
      await pause(100);
    }
    throw new Error(`${this.ledger.shop}: ${what}: not within ${patience / 1000} s`);
  }

  async close(): Promise<void> {
    for (const seat of this.seats) await seat.leave();
    for (const dashboard of this.dashboards) await dashboard.close();
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((over) => setTimeout(over, ms));
}
