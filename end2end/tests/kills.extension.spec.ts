// The server, PostgreSQL or the extension's worker is killed, or every connection cut, at every step of a publication, and
// around the one call of an update and of a removal. Whatever dies, whenever: after a restart exactly one listing is
// online, or none, and the dashboard says so.
//
// The step is held by the simulator: its request has arrived and its effect is still to come when the victim dies. The
// effect happens while nobody is there to hear of it.
import { type BrowserContext, type Page, expect, test as base } from '@playwright/test';
import { launch, signInToVinted, stopWorker } from '../stack/browser.ts';
import { environment } from '../stack/environment.ts';
import { pair } from '../stack/pairing.ts';
import { type Seller, bringIn, settle } from '../stack/people.ts';
import { Darkroom, type Photo } from '../stack/photos.ts';
import { Popup } from '../stack/popup.ts';
import { JUMPER, addProduct, listing, publish, save, update, withdraw } from '../stack/products.ts';
import type { Asked, Call, Listing, Member } from '../stack/vinted.ts';
import { fr } from '../stack/words.ts';
import { World } from '../stack/world.ts';

/** One shop and its browser in a world of their own, the same for all kills. */
interface Stage {
  world: World;
  browser: BrowserContext;
  page: Page;
  seller: Seller;
  member: Member;
  photos: Photo[];
}

const test = base.extend<object, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const world = await World.start('kills', () => false);
      const browser = await launch(world);
      const page = await browser.newPage();
      const photos = await new Darkroom(page).draw();
      const seller = await settle(world);
      await bringIn(browser, seller, environment().official_url);
      const member = await world.vinted.addMember('survivante');
      await signInToVinted(browser, member);
      await pair(page);
      // No page of ours is needed: what is done here is done by server and worker alone.
      await page.goto('about:blank');
      await use({ world, browser, page, seller, member, photos });
      await browser.close();
      await world.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The requests of a publication, in order: how many of their kind come before each. */
const STEPS: { name: string; call: Call; after: number }[] = [
  { name: 'who is signed in', call: 'identify', after: 0 },
  { name: 'photo 1', call: 'photo', after: 0 },
  { name: 'photo 2', call: 'photo', after: 1 },
  { name: 'photo 3', call: 'photo', after: 2 },
  { name: 'the creation', call: 'create', after: 0 },
  { name: 'reading back', call: 'readBack', after: 0 },
];

const HOLD_MS = 700;

/** At which steps of a publication; every one where nothing is said. */
interface Victim {
  steps?: string[];
  kill(stage: Stage): Promise<void>;
  revive(stage: Stage): Promise<void>;
}

const VICTIMS: Record<string, Victim> = {
  'the server': {
    kill: ({ world }) => world.killServer(),
    revive: ({ world }) => world.startServer(),
  },
  PostgreSQL: {
    kill: async ({ world }) => world.killPostgres(),
    revive: ({ world }) => world.serverAnswers(),
  },
  'the extension’s worker': {
    kill: ({ browser }) => stopWorker(browser),
    revive: async ({ browser }) => (await Popup.open(browser)).close(),
  },
  'every connection': {
    steps: ['photo 2', 'the creation'],
    kill: async ({ world }) => world.gate.cut(),
    // They come back by themselves.
    revive: async () => undefined,
  },
};

/** What stands in the price of an update, each time another. */
let euros = 30;

let made = 0;

/** A new item, asked to be published. */
async function begin({ seller, photos }: Stage): Promise<{ product: number; title: string }> {
  made += 1;
  const title = `Pull marin ${made}`;
  const product = await addProduct(seller, { ...JUMPER, title, sku: `PULL-${made}` }, photos);
  await publish(seller, product);
  return { product, title };
}

/** The answers of the site to the held call: `null` while it is held. */
async function held({ world }: Stage, call: Call): Promise<Asked | undefined> {
  return (await world.vinted.asked(call)).find(({ fault }) => fault === 'slow');
}

async function listingsOf({ world, member }: Stage, title: string): Promise<Listing[]> {
  return (await world.vinted.listings(member)).filter((listing) => listing.title === title);
}

/** What API and page say in the end. */
async function stands(stage: Stage, product: number, title: string, state: 'live' | 'removed', words: string): Promise<void> {
  const now = async () => {
    const seen = await listing(stage.seller, product).catch(() => null);
    return seen && { state: seen.state, job: seen.job };
  };
  await expect.poll(now, { timeout: 90_000 }).toEqual({ state, job: null });
  await stage.page.goto('/products');
  await expect(stage.page.getByRole('row').filter({ hasText: title })).toContainText(words);
  await stage.page.goto('about:blank');
}

/** Exactly one listing is online, none other ever was, and API and page know it. */
async function isTrue(stage: Stage, product: number, title: string): Promise<Listing> {
  await stands(stage, product, title, 'live', fr.products.listing_live);
  const [only, ...more] = await listingsOf(stage, title);
  expect(more, 'further listings').toEqual([]);
  expect(only).toMatchObject({ live: true });
  expect(only?.photos).toHaveLength(3);
  return only!;
}

/** Its effect is still to come when it dies, and happens while nobody is there to hear of it. */
async function killedDuring(stage: Stage, victim: Victim, call: Call): Promise<void> {
  await expect.poll(() => held(stage, call), { intervals: [20], timeout: 30_000 }).toMatchObject({ status: null });
  await victim.kill(stage);
  await expect.poll(async () => (await held(stage, call))?.status, { intervals: [50] }).toBe(200);
  await victim.revive(stage);
}

/** Its effect has just happened. */
async function killedAfter(stage: Stage, victim: Victim, call: Call): Promise<void> {
  await expect.poll(async () => (await held(stage, call))?.status, { intervals: [10], timeout: 30_000 }).toBe(200);
  await victim.kill(stage);
  await victim.revive(stage);
}

test.beforeEach(({ stage }) => stage.world.vinted.forgetAsked());

for (const [name, victim] of Object.entries(VICTIMS)) {
  const { kill, revive } = victim;
  test.describe(`${name}: killed`, () => {
    test('as soon as the job is asked for', async ({ stage }) => {
      const { product, title } = await begin(stage);
      await kill(stage);
      await revive(stage);
      await isTrue(stage, product, title);
    });

    for (const { name: step, call, after } of STEPS.filter(({ name: step }) => victim.steps?.includes(step) ?? true)) {
      test(`during ${step}`, async ({ stage }) => {
        await stage.world.vinted.strike(call, { fault: 'slow', ms: HOLD_MS }, { after });
        const { product, title } = await begin(stage);
        await killedDuring(stage, victim, call);
        await isTrue(stage, product, title);
      });
    }

    test('right after the creation', async ({ stage }) => {
      await stage.world.vinted.strike('create', { fault: 'slow', ms: 100 });
      const { product, title } = await begin(stage);
      await killedAfter(stage, victim, 'create');
      await isTrue(stage, product, title);
    });

    test('right after the last answer', async ({ stage }) => {
      const { product, title } = await begin(stage);
      await expect
        .poll(async () => (await stage.world.vinted.asked('readBack')).map(({ status }) => status), { intervals: [10], timeout: 30_000 })
        .toEqual([200]);
      await kill(stage);
      await revive(stage);
      await isTrue(stage, product, title);
    });

    test('around an update and a removal', async ({ stage }) => {
      const { seller, world } = stage;
      const { product, title } = await begin(stage);
      const { id } = await isTrue(stage, product, title);
      for (const [killed, ms] of [[killedDuring, HOLD_MS], [killedAfter, 100]] as const) {
        euros += 1;
        await save(seller, product, { ...JUMPER, title, sku: `PULL-${made}`, price: `${euros},00` });
        await world.vinted.forgetAsked();
        await world.vinted.strike('update', { fault: 'slow', ms });
        await update(seller, product);
        await killed(stage, victim, 'update');
        expect(await isTrue(stage, product, title)).toMatchObject({ id, price: { amount: `${euros}.00` } });
      }
      await world.vinted.forgetAsked();
      await world.vinted.strike('delete', { fault: 'slow', ms: HOLD_MS });
      await withdraw(seller, product);
      await killedDuring(stage, victim, 'delete');
      await stands(stage, product, title, 'removed', fr.products.listing_removed);
      expect(await listingsOf(stage, title)).toMatchObject([{ id, standing: 'deleted' }]);
    });
  });
}
