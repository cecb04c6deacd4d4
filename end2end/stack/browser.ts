// `test` for what needs the extension: a seller's own Chromium with the shipped extension in it, in which the real host
// names lead to the stack, and a member of the simulated vinted.fr who is signed in there.
import { type BrowserContext, type Page, test as base, chromium } from '@playwright/test';
import { Complaints } from './console.ts';
import { environment } from './environment.ts';
import { type Seller, bringIn, settle } from './people.ts';
import { Darkroom, type Photo } from './photos.ts';
import { type Town, home } from './town.ts';
import { type Member, Vinted } from './vinted.ts';

interface Fixtures {
  /** Where the browser is; a test may go elsewhere. */
  town: Town;
  complaints: Complaints;
  /** The simulator; what a test puts in everybody's way is taken away after it. */
  vinted: Vinted;
  /** Sells on vinted.fr; the browser is signed in as them. */
  member: Member;
  /** Has an account here; the browser is signed in as them. */
  seller: Seller;
  darkroom: Darkroom;
  photos: Photo[];
}

export const test = base.extend<Fixtures>({
  town: async ({}, use) => use(home()),
  context: async ({ town }, use) => {
    const context = await launch(town);
    await use(context);
    await context.close();
  },
  page: async ({ context }, use) => {
    await use(context.pages()[0] ?? (await context.newPage()));
  },
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints(context);
      // The simulated site refuses what a test tells it to refuse.
      complaints.expect(/^error: Failed to load resource: .* \(https:\/\/www\.vinted\.fr\//, /^5\d\d \w+ https:\/\/www\.vinted\.fr\//);
      await use(complaints);
      complaints.verify();
    },
    { auto: true },
  ],
  vinted: async ({ town }, use) => {
    await use(town.vinted);
    await town.vinted.clear();
  },
  member: async ({ context, vinted }, use, { testId, retry }) => {
    const member = await vinted.addMember(`membre_${testId.slice(-8)}_${retry}_${Date.now().toString(36)}`);
    await signInToVinted(context, member);
    await use(member);
  },
  seller: async ({ context, town }, use) => {
    const seller = await settle(town);
    await bringIn(context, seller, environment().official_url);
    await use(seller);
    await seller.api.dispose();
  },
  darkroom: async ({ context }, use) => use(new Darkroom(await context.newPage())),
  photos: async ({ darkroom }, use) => use(await darkroom.draw()),
});

export { expect } from '@playwright/test';

/** A browser as `up --browser` opens it, without a window. */
export async function launch(town: Town = home()): Promise<BrowserContext> {
  const { chromium: executablePath, official_url: baseURL } = environment();
  // An empty name makes a profile that is thrown away.
  return chromium.launchPersistentContext('', {
    executablePath,
    baseURL,
    args: town.chromium_args,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
}

/** Signs the browser in to vinted.fr, in a tab that stays open as a seller's would. */
export async function signInToVinted(context: BrowserContext, member: Member): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(Vinted.signInPage(member));
  return tab;
}

/** Stops the extension's worker as Chrome does: at once, in the middle of whatever it does. */
export async function stopWorker(context: BrowserContext): Promise<void> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  const { targetInfos } = await session.send('Target.getTargets');
  const worker = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(environment().extension_id));
  if (worker) await session.send('Target.closeTarget', { targetId: worker.targetId });
  await session.detach();
}
