// The second carrier: where something on the way lets no socket of the extension through, a dashboard page carries its
// frames, and the seller notices nothing but the words in the popup.
import { test as base, expect } from '../stack/browser.ts';
import { pair } from '../stack/pairing.ts';
import { Popup } from '../stack/popup.ts';
import { JUMPER, addProduct, listing, publish } from '../stack/products.ts';
import { World } from '../stack/world.ts';

const test = base.extend({
  town: async ({}, use) => {
    const world = await World.start('relay', (request) => request.includes(' /ws/executor '));
    await use(world);
    await world.stop();
  },
});

test('an item goes online through the dashboard’s page', async ({ page, context, seller, member, vinted, photos, complaints }) => {
  complaints.expect(/WebSocket connection to 'wss:\/\/app\.stoflow\.com\/ws\/executor' failed/);
  await pair(page);
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await vinted.theOnlyLive(member);
  await expect.poll(async () => (await listing(seller, product))?.state).toBe('live');
  const popup = await Popup.open(context);
  await expect(popup.page.getByText(popup.say('connection_page'), { exact: true })).toBeVisible();
});

test('the page is closed in the middle of the work: a page opened later carries on', async ({ page, context, seller, member, vinted, photos, complaints }) => {
  complaints.expect(/WebSocket connection to 'wss:\/\/app\.stoflow\.com\/ws\/executor' failed/);
  await pair(page);
  await vinted.strike('photo', { fault: 'slow', ms: 2_000 }, { after: 1 });
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await expect.poll(async () => (await vinted.asked('photo')).length).toBe(2);
  await page.close();
  await expect.poll(async () => (await vinted.asked('photo')).filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(2);
  const again = await context.newPage();
  await again.goto('/products');
  await vinted.theOnlyLive(member);
  await expect.poll(async () => (await listing(seller, product))?.state, { timeout: 30_000 }).toBe('live');
});
