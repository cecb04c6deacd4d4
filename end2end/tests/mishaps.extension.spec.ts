// What passes by itself, and what the item itself is to blame for: the job goes on or ends with the reason, and there
// is never a second listing.
import type { BrowserContext } from '@playwright/test';
import { Editor } from '../stack/editor.ts';
import { expect, test } from '../stack/shop.ts';
import { Vinted } from '../stack/vinted.ts';
import { fr, say } from '../stack/words.ts';

for (const call of ['identify', 'photo', 'create', 'readBack'] as const) {
  test(`Vinted is down for a moment at the step “${call}”`, async ({ shop, vinted }) => {
    await vinted.strike(call, { fault: 'server_error', status: 503 });
    await (await shop.publish()).isLive();
  });

  test(`the connection is cut before anything happened at the step “${call}”`, async ({ shop, vinted }) => {
    await vinted.strike(call, { fault: 'cut_before' });
    await (await shop.publish()).isLive();
  });

  test(`the connection is cut after it happened at the step “${call}”`, async ({ shop, vinted }) => {
    await vinted.strike(call, { fault: 'cut_after' });
    await (await shop.publish()).isLive();
  });

  test(`the answer makes no sense at the step “${call}”`, async ({ shop, vinted }) => {
    await vinted.strike(call, { fault: 'wrong_json' });
    await (await shop.publish()).isLive();
  });
}

test('the answer to the creation is lost and so is the look after it: the job looks again before it creates', async ({ shop, vinted }) => {
  await vinted.strike('create', { fault: 'cut_after' });
  await vinted.strike('wardrobe', { fault: 'server_error', status: 500 }, { times: 2 });
  await (await shop.publish()).isLive();
  expect(await vinted.asked('create')).toHaveLength(1);
});

test('the answer to the creation is a 504 of the site’s front: what was created is found, and nothing is created again', async ({ shop, vinted }) => {
  await vinted.strike('create', { fault: 'gateway_timeout' });
  await (await shop.publish()).isLive();
  expect(await vinted.asked('create')).toHaveLength(1);
});

/** What the tab waits through is played this much faster. */
const FASTER = 25;

test('the creation takes 70 seconds: it is waited for', async ({ shop, vinted }) => {
  await hurryTheTab(shop.page.context());
  await vinted.strike('create', { fault: 'slow_answer', ms: 70_000 / FASTER });
  await (await shop.publish()).isLive();
  expect(await vinted.asked('create')).toMatchObject([{ status: 200 }]);
});

test('the answer to the creation takes longer than anybody waits: what was created is found', async ({ shop, vinted }) => {
  await hurryTheTab(shop.page.context());
  await vinted.strike('create', { fault: 'slow_answer', ms: 180_000 / FASTER });
  await (await shop.publish()).isLive();
  expect(await vinted.asked('create')).toHaveLength(1);
});

/** The page of vinted.fr, in which the extension's calls are made, counts its time faster from now on. */
async function hurryTheTab(context: BrowserContext): Promise<void> {
  const tab = context.pages().find((page) => page.url().startsWith(Vinted.SITE))!;
  await tab.addInitScript((faster) => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => timeout(ms / faster);
  }, FASTER);
  await tab.reload();
}

test('Vinted refuses the item: its own words stand there, and after the correction it goes online', async ({ shop, vinted }) => {
  const words = 'Le titre contient un mot interdit.';
  await vinted.strike('create', { fault: 'validation', fields: [{ field: 'title', value: words }] });
  const item = await shop.publish();
  await item.says(say(fr.jobs.trouble_refused, { words }));
  await item.says(fr.jobs.state_failed);
  expect(await item.listings()).toEqual([]);
  const editor = await Editor.open(shop.page, item.product);
  await editor.stands(fr.products.listing_failed);
  await expect(editor.channel).toContainText(words);
  await editor.description.fill('Porté deux hivers.');
  await editor.publish();
  await editor.stands(fr.products.listing_live);
  expect(await item.listings()).toHaveLength(1);
});

test('the seller cancels in the middle of the photos: nothing goes online', async ({ shop, vinted }) => {
  await vinted.strike('photo', { fault: 'slow', ms: 2_000 }, { after: 1 });
  const item = await shop.publish();
  await item.says(say(fr.jobs.step_upload_photo, { position: 2, of: 3 }));
  await item.job.getByRole('button', { name: fr.jobs.cancel, exact: true }).click();
  await item.says(fr.jobs.state_cancelled);
  expect(await item.listings()).toEqual([]);
});

test('the seller cancels while the creation is on its way: what is online is shown as online', async ({ shop, vinted }) => {
  await vinted.strike('create', { fault: 'slow', ms: 2_000 });
  const item = await shop.publish();
  await item.says(fr.jobs.step_create);
  await item.job.getByRole('button', { name: fr.jobs.cancel, exact: true }).click();
  await item.isLive();
});

test('a listing that was deleted on Vinted itself: the update says that it is gone', async ({ shop, vinted }) => {
  const item = await shop.publish();
  const listing = await item.isLive();
  await vinted.remove(listing);
  const editor = await Editor.open(shop.page, item.product);
  await editor.price.fill('19');
  await editor.save();
  await editor.channel.getByRole('button', { name: fr.editor.update_vinted }).click();
  await expect(editor.channel.getByText(fr.jobs.trouble_gone)).toBeVisible({ timeout: 30_000 });
});

test('an update whose answer is lost is written all the same, once read back', async ({ shop, vinted }) => {
  const item = await shop.publish();
  await item.isLive();
  await vinted.strike('update', { fault: 'cut_after' });
  const editor = await Editor.open(shop.page, item.product);
  await editor.price.fill('19');
  await editor.save();
  await editor.channel.getByRole('button', { name: fr.editor.update_vinted }).click();
  await expect(shop.page.getByText(say(fr.jobs.updated, { title: item.title }))).toBeVisible({ timeout: 60_000 });
  await shop.page.goto('/jobs');
  expect((await item.isLive()).price.amount).toBe('19.00');
});
