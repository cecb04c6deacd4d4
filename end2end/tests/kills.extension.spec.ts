// The server, PostgreSQL or the extension's worker is killed at every step of a publication. Whatever dies, whenever:
// after a restart exactly one listing is online, and the dashboard says so.
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
import { JUMPER, addProduct, listing, publish } from '../stack/products.ts';
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
      const world = await World.start('kills');
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

const VICTIMS: Record<string, { kill(stage: Stage): Promise<void>; revive(stage: Stage): Promise<void> }> = {
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
};

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

/** Exactly one listing is online, none other ever was, and API and page know it. */
async function isTrue(stage: Stage, product: number, title: string): Promise<void> {
  const state = async () => {
    const now = await listing(stage.seller, product).catch(() => null);
    return now && { state: now.state, job: now.job };
  };
  await expect.poll(state, { timeout: 90_000 }).toEqual({ state: 'live', job: null });
  const [only, ...more] = await listingsOf(stage, title);
  expect(more, 'further listings').toEqual([]);
  expect(only).toMatchObject({ live: true });
  expect(only?.photos).toHaveLength(3);
  await stage.page.goto('/products');
  await expect(stage.page.getByRole('row').filter({ hasText: title })).toContainText(fr.products.listing_live);
  await stage.page.goto('about:blank');
}

test.beforeEach(({ stage }) => stage.world.vinted.forgetAsked());

for (const [victim, { kill, revive }] of Object.entries(VICTIMS)) {
  test.describe(`${victim} is killed`, () => {
    test('as soon as the job is asked for', async ({ stage }) => {
      const { product, title } = await begin(stage);
      await kill(stage);
      await revive(stage);
      await isTrue(stage, product, title);
    });

    for (const { name, call, after } of STEPS) {
      test(`during ${name}`, async ({ stage }) => {
        await stage.world.vinted.strike(call, { fault: 'slow', ms: HOLD_MS }, { after });
        const { product, title } = await begin(stage);
        await expect.poll(() => held(stage, call), { intervals: [20], timeout: 30_000 }).toMatchObject({ status: null });
        await kill(stage);
        await expect.poll(async () => (await held(stage, call))?.status, { intervals: [50] }).toBe(200);
        await revive(stage);
        await isTrue(stage, product, title);
      });
    }

    test('right after the last answer', async ({ stage }) => {
      const { product, title } = await begin(stage);
      await expect
        .poll(async () => (await stage.world.vinted.asked('readBack')).map(({ status }) => status), { intervals: [10], timeout: 30_000 })
        .toEqual([200]);
      await kill(stage);
      await revive(stage);
      await isTrue(stage, product, title);
    });
  });
}
