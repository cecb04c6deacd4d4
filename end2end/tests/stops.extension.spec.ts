// What only the seller can end: the work on vinted.fr stands still, says what to do, and goes on once it is done.
// Nothing more is asked of vinted.fr meanwhile, and in the end there is exactly one listing.
import { stopWorker } from '../stack/browser.ts';
import { Popup } from '../stack/popup.ts';
import { expect, test } from '../stack/shop.ts';
import { WALLS } from '../stack/vinted.ts';
import { fr, say } from '../stack/words.ts';

test('paused in the popup: nothing happens until the person goes on', async ({ shop, context, vinted }) => {
  const popup = await Popup.open(context);
  await popup.press('pause');
  await expect(popup.page.getByRole('button', { name: popup.say('resume') })).toBeVisible();
  await vinted.forgetAsked();
  const item = await shop.publish();
  await shop.page.goto('/channels/vinted');
  await expect(shop.page.getByText(fr.channels.paused)).toBeVisible();
  await shop.page.goto('/jobs');
  await item.says(fr.jobs.trouble_executor_paused);
  expect(await vinted.asked('any')).toEqual([]);
  await popup.press('resume');
  await item.isLive();
});

test('paused in the middle of the work: it stops between two steps and goes on there', async ({ shop, context, vinted }) => {
  const popup = await Popup.open(context);
  await vinted.strike('photo', { fault: 'slow', ms: 2_000 }, { after: 1 });
  const item = await shop.publish();
  await expect(popup.page.getByText(popup.say('step_upload_photo', '2', '3'))).toBeVisible();
  await popup.press('pause');
  await item.says(fr.jobs.wait_paused);
  await expect(popup.page.getByText(popup.say('wait_paused'), { exact: true })).toBeVisible();
  await expect.poll(async () => (await vinted.asked('photo')).filter(({ status }) => status === 200).length).toBe(2);
  await popup.press('resume');
  await item.isLive();
  expect(await vinted.asked('photo')).toHaveLength(3);
});

test('signed out of Vinted: it says so everywhere, and the sign-in is enough to go on', async ({ shop, context, vinted, member }) => {
  await vinted.signOut(member);
  const item = await shop.publish();
  await item.says(fr.jobs.trouble_signed_out);
  const popup = await Popup.open(context);
  await expect(popup.page.getByText(popup.say('advice_signed_out'))).toBeVisible();
  await shop.signInToVinted();
  await item.isLive();
  await expect(popup.page.getByText(popup.say('vinted_signed_in', member.login))).toBeVisible();
});

for (const form of WALLS) {
  for (const call of ['photo', 'create'] as const) {
    test(`a bot check (${form}) at the step “${call}”: all stops, the person answers, all goes on`, async ({ shop, context, vinted }) => {
      await vinted.strike(call, { fault: `datadome_${form}` });
      const item = await shop.publish();
      await item.says(fr.jobs.trouble_challenged);
      const popup = await Popup.open(context);
      await expect(popup.page.getByText(popup.say('advice_challenged'))).toBeVisible();
      const asked = (await vinted.asked('any')).length;
      const second = await shop.publish();
      await expect(second.job).toBeVisible();
      expect(await vinted.asked('any'), 'calls against the bot check').toHaveLength(asked);
      const tab = await shop.vintedTab();
      await tab.locator('#datadome-solve').click();
      await expect(tab.locator('#datadome-solve')).toHaveCount(0);
      await item.isLive();
      await second.isLive();
    });
  }
}

test('too fast for Vinted: the wait is told, and the seller decides when to go on', async ({ shop, vinted }) => {
  await vinted.strike('photo', { fault: 'rate_limited', retry_after: 120 });
  const item = await shop.publish();
  await item.says(say(fr.jobs.trouble_rate_limited_for, { time: '2 min' }));
  const asked = (await vinted.asked('any')).length;
  await shop.page.goto('/channels/vinted');
  await expect(shop.page.getByText(fr.channels.short_stopped, { exact: true }).first()).toBeVisible();
  expect(await vinted.asked('any')).toHaveLength(asked);
  await shop.resume();
  await item.isLive();
});

test('access denied: once may be an old page, twice is a no', async ({ shop, vinted }) => {
  await vinted.strike('create', { fault: 'access_denied' });
  await (await shop.publish()).isLive();
  await vinted.strike('create', { fault: 'access_denied' }, { times: 2 });
  const item = await shop.publish();
  await item.says(fr.jobs.trouble_access_denied);
  await shop.resume();
  await item.isLive();
});

test('another Vinted account in the browser: nothing is put on it, and the shop’s own is enough to go on', async ({ shop, vinted }) => {
  await (await shop.publish()).isLive();
  const stranger = await vinted.addMember(`${shop.member.login}_2`);
  await shop.signInToVinted(stranger);
  const item = await shop.publish();
  await item.says(say(fr.jobs.trouble_other_account, { login: stranger.login }));
  expect(await vinted.listings(stranger)).toEqual([]);
  await shop.signInToVinted();
  await item.isLive();
  expect(await vinted.listings(stranger)).toEqual([]);
});

test('the browser is sent away in the middle of the work: it stops, and another pairing finishes it', async ({ shop, vinted }) => {
  await vinted.strike('photo', { fault: 'slow', ms: 9_000 }, { after: 2 });
  const item = await shop.publish();
  await item.says(say(fr.jobs.step_upload_photo, { position: 3, of: 3 }));
  const { page } = shop;
  await page.goto('/channels/vinted');
  const browser = page.getByRole('listitem').filter({ hasText: 'Chromium' });
  await browser.getByText(fr.channels.revoke).click();
  await browser.getByRole('button', { name: fr.channels.revoke_sure }).click();
  await expect(page.getByText(fr.channels.unpaired)).toBeVisible();
  expect(await item.listings()).toEqual([]);
  await page.getByRole('button', { name: fr.channels.pair_now }).click();
  await page.goto('/jobs');
  await item.isLive();
});

test('the worker sleeps and no page is open: it wakes by itself and does what waits', async ({ shop, context }) => {
  const { page } = shop;
  await page.goto('about:blank');
  await stopWorker(context);
  const item = await shop.publish();
  await expect.poll(async () => (await item.listings()).length, { timeout: 90_000 }).toBe(1);
  await page.goto('/jobs');
  await item.isLive();
});
