// `test` for the dashboard's pages: a seller where one is asked for, and an ear for complaints in any case.
import { type Locator, type Page, test as base, expect } from '@playwright/test';
import { Complaints } from './console.ts';
import { environment } from './environment.ts';
import { type Seller, bringIn, settle } from './people.ts';
import { Darkroom, type Photo } from './photos.ts';
import { home } from './town.ts';

interface Fixtures {
  complaints: Complaints;
  /** A new seller; `page` is signed in as them. */
  seller: Seller;
}

interface Shared {
  darkroom: Darkroom;
  /** Three pictures, the same for all tests. */
  photos: Photo[];
}

export const test = base.extend<Fixtures, Shared>({
  complaints: [
    async ({ context, javaScriptEnabled }, use) => {
      const complaints = new Complaints(context);
      // Without scripts nothing needs what is fetched for them ahead of time.
      if (!javaScriptEnabled) complaints.expect(/\.wasm was preloaded using link preload but not used/);
      await use(complaints);
      complaints.verify();
    },
    { auto: true },
  ],
  seller: async ({ context, locale }, use) => {
    const seller = await settle(home(), locale);
    await bringIn(context, seller, environment().url);
    await use(seller);
    await seller.api.dispose();
  },
  darkroom: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await use(new Darkroom(await context.newPage()));
      await context.close();
    },
    { scope: 'worker' },
  ],
  photos: [async ({ darkroom }, use) => use(await darkroom.draw()), { scope: 'worker' }],
});

export { expect };

/** Waits until the page's buttons are alive. Without scripts they always are. */
export async function ready(page: Page): Promise<void> {
  const scripted = test.info().project.use.javaScriptEnabled !== false;
  if (scripted) await page.locator('html[data-alive]').waitFor({ state: 'attached' });
}

/** Presses a button and waits until the server has answered: a page that is left at once takes its request back. */
export async function submit(page: Page, button: Locator): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await button.click();
  await answered;
}

/** Loads the page again and again until `seen` is on it: what a person without scripts does who waits for news. */
export async function reloadUntil(page: Page, seen: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(seen).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}
