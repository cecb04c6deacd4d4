// What goes wrong on vinted.fr and in the browsers, one thing at a time. What kills or cuts is in `accidents.ts`.
import { CALLS, type Call, type Fault, WALLS } from '../stack/vinted.ts';
import type { Dice } from './dice.ts';
import type { Shop } from './shop.ts';
import type { World } from '../stack/world.ts';

/** Whom a mishap may meet, and what draws how. */
export interface Scene {
  world: World;
  shops: Shop[];
  dice: Dice;
}

export interface Mishap {
  name: string;
  weight: number;
  /** Returns when it is over or takes its course by itself; what it was, where that was drawn. */
  strike(scene: Scene): Promise<string | void>;
}

const BRIEF: Fault[] = [
  { fault: 'unauthorized' },
  { fault: 'access_denied' },
  { fault: 'rate_limited', retry_after: 2 },
  { fault: 'rate_limited' },
  { fault: 'server_error', status: 500 },
  { fault: 'server_error', status: 503 },
  { fault: 'cut_before' },
  { fault: 'cut_after' },
  { fault: 'cut_after' },
  { fault: 'wrong_json' },
  { fault: 'gateway_timeout' },
  { fault: 'slow', ms: 1_500 },
  { fault: 'slow_answer', ms: 1_500 },
  { fault: 'datadome_json' },
  { fault: 'datadome_html' },
  { fault: 'datadome_ok_html' },
];

const REFUSED: Fault = { fault: 'validation', fields: [{ field: 'title', value: 'Le titre contient un mot interdit.' }] };

const STRUCK: Call[] = ['identify', 'photo', 'create', 'create', 'update', 'update', 'readBack', 'wardrobe', 'delete', 'delete', 'any'];

export const FAULTS: Mishap[] = [
  { name: 'call struck', weight: 40, strike: callStruck },
  { name: 'content refused', weight: 3, strike: ({ world, dice }) => world.vinted.strike(dice.one<Call>(['create', 'update']), REFUSED) },
  { name: 'bot wall', weight: 3, strike: ({ world, dice }) => world.vinted.raiseWall(dice.one(WALLS)) },
  { name: 'signed out of Vinted', weight: 3, strike: ({ world, shops, dice }) => world.vinted.signOut(dice.one(shops).member) },
  { name: 'access token ran out', weight: 4, strike: ({ world, shops, dice }) => world.vinted.expire(dice.one(shops).member) },
  { name: 'another Vinted account', weight: 3, strike: otherAccount },
  { name: 'paused in the popup', weight: 3, strike: ({ shops, dice }) => dice.one(dice.one(shops).seats).press('pause') },
  { name: 'browser sent away', weight: 2, strike: sentAway },
  { name: 'tab of Vinted closed', weight: 4, strike: ({ shops, dice }) => dice.one(dice.one(shops).seats).reopenVinted() },
  { name: 'dashboard closed', weight: 3, strike: ({ shops, dice }) => dice.one(dice.one(shops).seats).closeDashboard() },
  { name: 'another page of the dashboard', weight: 5, strike: ({ shops, dice }) => dice.one(dice.one(shops).seats).browse(dice.between(0, 3)) },
];

async function callStruck({ world, dice }: Scene): Promise<string> {
  const call = dice.one(STRUCK);
  const fault = dice.one(BRIEF);
  await world.vinted.strike(call, fault, { after: dice.between(0, 2), times: dice.happens(0.2) ? 2 : 1 });
  return `${fault.fault} at ${CALLS[call].path_prefix === '/api/' ? 'any call' : call}`;
}

async function otherAccount({ shops, dice }: Scene): Promise<void> {
  const shop = dice.one(shops);
  await dice.one(shop.seats).signIn(shop.stranger);
}

/** From the shop with one browser, so that it is known who has to be joined again. */
async function sentAway({ shops }: Scene): Promise<string | void> {
  const shop = shops.find(({ seats }) => seats.length === 1);
  const browser = (await shop?.channel())?.browsers[0];
  if (!shop || !browser) return 'nobody to send';
  await shop.dashboards[0]!.ask('/fn/revoke_browser', { browser: String(browser.id) });
}
