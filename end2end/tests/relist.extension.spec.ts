// A draft on vinted.fr, and a listing that is put up anew: at no moment does a buyer see two of one item.
import { expect, stopWorker, test } from '../stack/browser.ts';
import { Editor } from '../stack/editor.ts';
import { submit } from '../stack/pages.ts';
import { pair } from '../stack/pairing.ts';
import { LOOKS, looks } from '../stack/photos.ts';
import { Popup } from '../stack/popup.ts';
import { JUMPER, addProduct, listing, publish } from '../stack/products.ts';
import type { Listing, Member, Vinted } from '../stack/vinted.ts';
import { Wardrobe } from '../stack/wardrobe.ts';
import { fr, say } from '../stack/words.ts';

const words = fr.editor;

/** A description without its last line: each listing has a reference of its own. */
function said({ description }: Listing): string {
  return description.replace(/\n\nRéf\. SF-\w+$/, '');
}

/** Waits until the only live listing is another one than `old`, which is gone, and gives it. */
async function successor(vinted: Vinted, member: Member, old: Listing): Promise<Listing> {
  await expect.poll(async () => (await vinted.live(member)).map(({ id }) => id !== old.id), { timeout: 60_000 }).toEqual([true]);
  const before = (await vinted.listings(member)).find(({ id }) => id === old.id);
  expect(before?.standing).toBe('deleted');
  return vinted.theOnlyLive(member);
}

/** The calls that change what a buyer sees, in the order the site answered them. */
async function turns(vinted: Vinted, old: Listing): Promise<string[]> {
  const done = (await vinted.asked('any')).filter(({ status }) => status !== null && status < 300);
  return done.flatMap(({ method, path }) => {
    if (method === 'POST' && path === '/api/v2/item_upload/drafts') return ['draft'];
    if (method === 'GET' && path.startsWith('/api/v2/item_upload/items/') && !path.endsWith(`/${old.id}`)) return ['look'];
    if (method === 'POST' && path === `/api/v2/items/${old.id}/delete`) return ['old one gone'];
    if (method === 'POST' && path.endsWith('/completion')) return ['public'];
    return [];
  });
}

test('put up anew from the item’s page: the draft is looked at, the old one goes, the new one is public', async ({ page, seller, vinted, member, photos, darkroom }) => {
  await pair(page);
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  const old = await vinted.theOnlyLive(member);
  await new Wardrobe(page, seller).sync();
  await vinted.forgetAsked();

  const editor = await Editor.open(page, product);
  await editor.channel.getByText(words.relist_vinted, { exact: true }).click();
  await expect(editor.channel.getByText(words.relist_question)).toBeVisible();
  await editor.channel.getByRole('button', { name: words.relist_sure }).click();
  await expect(page.getByText(say(fr.jobs.relisted, { title: JUMPER.title }))).toBeVisible({ timeout: 60_000 });

  const anew = await successor(vinted, member, old);
  expect(anew).toMatchObject({ title: old.title, price: old.price, catalog: old.catalog, size: old.size });
  expect(said(anew)).toBe(said(old));
  expect(await looks(darkroom, vinted, anew)).toEqual(LOOKS);
  const order = await turns(vinted, old);
  expect(order.filter((turn) => turn !== 'look')).toEqual(['draft', 'old one gone', 'public']);
  expect(order.slice(0, 2), 'the draft is looked at before anything goes').toEqual(['draft', 'look']);
  await editor.stands(fr.products.listing_live);
});

test('put up anew from the wardrobe, the form sent twice: once', async ({ page, seller, vinted, member, photos }) => {
  await pair(page);
  await publish(seller, await addProduct(seller, JUMPER, photos));
  const old = await vinted.theOnlyLive(member);
  await vinted.change(old, { views: 40, favourites: 3 });
  const wardrobe = new Wardrobe(page, seller);
  await wardrobe.sync();
  await wardrobe.open('linked');
  const row = wardrobe.row(JUMPER.title);
  await row.getByText(fr.wardrobe.relist, { exact: true }).click();
  await expect(row.getByText(say(fr.wardrobe.relist_question, { views: 40, favourites: 3 }))).toBeVisible();
  const request = await page.locator('input[name="request"][form="listing-acts"]').inputValue();
  await submit(page, row.getByRole('button', { name: fr.wardrobe.relist_sure }));
  const again = { form: { listing: String(old.id), request }, headers: { accept: 'application/json' } };
  const answer = await seller.api.post('/fn/relist_wardrobe_listing', again);
  expect([200, 409], 'the first answer, or that this listing is no more').toContain(answer.status());
  const anew = await successor(vinted, member, old);
  await wardrobe.sync();
  expect((await vinted.theOnlyLive(member)).id).toBe(anew.id);
  expect((await vinted.listings(member)).map(({ standing }) => standing).sort()).toEqual(['deleted', 'on_sale']);
});

test('the worker is killed while the old one is taken away: one is live in the end', async ({ page, context, seller, vinted, member, photos }) => {
  await pair(page);
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  const old = await vinted.theOnlyLive(member);
  await new Wardrobe(page, seller).sync();
  await vinted.strike('delete', { fault: 'slow_answer', ms: 3_000 });
  const editor = await Editor.open(page, product);
  await editor.channel.getByText(words.relist_vinted, { exact: true }).click();
  await submit(page, editor.channel.getByRole('button', { name: words.relist_sure }));
  await expect.poll(async () => vinted.live(member), { intervals: [20], timeout: 60_000 }).toEqual([]);
  await stopWorker(context);
  await (await Popup.open(context)).close();
  const anew = await successor(vinted, member, old);
  await expect.poll(async () => (await listing(seller, product))?.state, { timeout: 30_000 }).toBe('live');
  expect((await listing(seller, product))?.url).toContain(String(anew.id));
  expect(await vinted.listings(member)).toHaveLength(2);
});

test('a draft is its seller’s alone until it is put online', async ({ page, seller, vinted, member, photos, darkroom }) => {
  await pair(page);
  const editor = await Editor.open(page, await addProduct(seller, JUMPER, photos));
  await editor.channel.getByRole('button', { name: words.draft_vinted }).click();
  await editor.stands(fr.products.listing_draft);
  await expect(editor.channel.getByText(words.draft_kept)).toBeVisible();
  expect(await vinted.live(member)).toEqual([]);
  const [draft] = await vinted.listings(member);
  expect(draft).toMatchObject({ standing: 'draft', title: JUMPER.title });

  await editor.channel.getByRole('button', { name: words.complete_vinted }).click();
  await editor.stands(fr.products.listing_live);
  const online = await vinted.theOnlyLive(member);
  expect(online.id).toBe(draft!.id);
  expect(await looks(darkroom, vinted, online)).toEqual(LOOKS);
});

test('a draft is thrown away, and the item can be published', async ({ page, seller, vinted, member, photos }) => {
  await pair(page);
  const editor = await Editor.open(page, await addProduct(seller, JUMPER, photos));
  await editor.channel.getByRole('button', { name: words.draft_vinted }).click();
  await editor.stands(fr.products.listing_draft);
  await editor.channel.getByText(words.withdraw_draft, { exact: true }).click();
  await expect(editor.channel.getByText(words.withdraw_draft_question)).toBeVisible();
  await editor.channel.getByRole('button', { name: words.withdraw_draft_sure }).click();
  await editor.stands(fr.products.listing_removed);
  expect((await vinted.listings(member)).map(({ standing }) => standing)).toEqual(['deleted']);

  await editor.publish();
  await editor.stands(fr.products.listing_live);
  expect(await vinted.live(member)).toHaveLength(1);
});
