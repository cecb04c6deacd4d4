// Work for Vinted while no browser is there to do it: it waits, says why, and does what the seller says.
import { answered } from '../stack/console.ts';
import { Editor, WOOLLEN } from '../stack/editor.ts';
import { environment } from '../stack/environment.ts';
import { expect, ready, reloadUntil, submit, test } from '../stack/pages.ts';
import { bringIn, enrol } from '../stack/people.ts';
import { JUMPER, addProduct, listing, publish } from '../stack/products.ts';
import { fr, like } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const job = (page: Page, title: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: title });

async function press(page: Page, title: string, name: string): Promise<void> {
  await ready(page);
  await submit(page, job(page, title).getByRole('button', { name, exact: true }));
}

test('without anything to do the page says what will appear there', async ({ page, seller: _ }) => {
  await page.goto('/jobs');
  await expect(page.getByRole('heading', { name: fr.jobs.none_title })).toBeVisible();
});

test('an item is filled in and published by hand; the job waits for a browser and says so', async ({ page, seller, photos }) => {
  const editor = await Editor.create(page);
  await editor.addPhotos(photos);
  await expect(editor.photos).toHaveCount(3);
  await editor.fill(WOOLLEN);
  await editor.publish();
  await editor.stands(fr.products.listing_creating);
  expect(await listing(seller, editor.product)).toMatchObject({ state: 'creating' });
  await page.goto('/jobs');
  await reloadUntil(page, job(page, WOOLLEN.title).getByText(fr.jobs.trouble_no_executor));
  await expect(job(page, WOOLLEN.title)).toContainText(fr.jobs.kind_publish);
  await page.getByRole('link', { name: fr.jobs.mend }).click();
  await expect(page.getByText(fr.channels.unpaired)).toBeVisible();
});

test('a waiting job is cancelled, and the item can be published again', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await page.goto('/jobs');
  await press(page, JUMPER.title, fr.jobs.cancel);
  await reloadUntil(page, job(page, JUMPER.title).getByText(fr.jobs.state_cancelled, { exact: true }));
  expect(await listing(seller, product)).toBeNull();
  const editor = await Editor.open(page, product);
  await editor.publish();
  await editor.stands(fr.products.listing_creating);
});

test('a job is paused and goes on', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await page.goto('/jobs');
  await reloadUntil(page, job(page, JUMPER.title).getByRole('button', { name: fr.jobs.pause, exact: true }));
  await press(page, JUMPER.title, fr.jobs.pause);
  await reloadUntil(page, job(page, JUMPER.title).getByText(fr.jobs.state_paused, { exact: true }));
  await press(page, JUMPER.title, fr.jobs.resume);
  await reloadUntil(page, job(page, JUMPER.title).getByText(fr.jobs.trouble_no_executor));
});

test('an item is published once, however often it is asked for', async ({ page, seller, photos, complaints }) => {
  complaints.expect(answered(409));
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  const again = await seller.api.post('/fn/publish_product', { form: { product: String(product) } });
  expect(again.status()).toBe(409);
  expect(await again.json()).toMatchObject({ error: { code: 'under_way' } });
  await page.goto('/jobs');
  await expect(job(page, JUMPER.title)).toHaveCount(1);
});

test('before the address is confirmed nothing is published, and the page says why', async ({ page, context, photos, complaints }) => {
  complaints.expect(answered(422));
  const stranger = await enrol();
  await bringIn(context, stranger, environment().url);
  const editor = await Editor.open(page, await addProduct(stranger, JUMPER, photos));
  await expect(page.getByText(fr.frame.unconfirmed)).toBeVisible();
  await editor.publish();
  await expect(page.getByText(fr.errors.not_ready)).toBeVisible();
  await expect(editor.channel.getByRole('link', { name: like(`${fr.session.email} : ${fr.editor.gap_missing}`) })).toBeVisible();
  expect(await listing(stranger, editor.product)).toBeNull();
  await stranger.api.dispose();
});

test('a job has a page of its own: its steps, its history, and what can be done', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await page.goto('/jobs');
  await ready(page);
  await job(page, JUMPER.title).getByRole('link', { name: JUMPER.title }).click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
  await expect(page.getByRole('heading', { level: 1, name: JUMPER.title })).toBeVisible();
  const tasks = page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('link', { name: fr.frame.jobs });
  await expect(tasks).toHaveAttribute('aria-current', 'page');
  await reloadUntil(page, page.getByText(fr.jobs.event_parked));
  for (const text of [fr.jobs.event_asked, fr.jobs.trouble_no_executor, fr.jobs.step_prepare]) {
    await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
  }
  await expect(page.getByRole('link', { name: JUMPER.title })).toHaveAttribute('href', `/products/${product}`);
  await ready(page);
  await page.getByRole('button', { name: fr.jobs.cancel, exact: true }).click();
  await expect(page).toHaveURL(/\/jobs\/\d+$/);
  await expect(page.getByText(fr.jobs.event_cancelled, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: fr.jobs.cancel, exact: true })).toHaveCount(0);
});

for (const path of ['/jobs/0', '/jobs/abc', '/jobs/9007199254740993', '/jobs?batch=9007199254740993']) {
  test(`a job that is not there: ${path}`, async ({ page, complaints, seller: _ }) => {
    complaints.expect(answered(404));
    expect((await page.goto(path))?.status()).toBe(404);
    await expect(page.getByText(fr.errors.not_found)).toBeVisible();
  });
}

test('everything is paused, nothing goes on, and then it does', async ({ page, seller, photos }) => {
  await page.goto('/jobs');
  await ready(page);
  await page.getByRole('button', { name: fr.jobs.pause_all }).click();
  await expect(page.getByText(fr.jobs.all_paused)).toBeVisible();
  await publish(seller, await addProduct(seller, JUMPER, photos));
  await page.reload();
  await expect(job(page, JUMPER.title)).toContainText(fr.jobs.state_pending);
  await ready(page);
  await page.getByRole('button', { name: fr.jobs.resume_all }).click();
  await expect(page.getByText(fr.jobs.all_paused)).toHaveCount(0);
  await reloadUntil(page, job(page, JUMPER.title).getByText(fr.jobs.trouble_no_executor));
});

test('tabs, kind and words stand in the address', async ({ page, seller, photos }) => {
  await publish(seller, await addProduct(seller, JUMPER, photos));
  await publish(seller, await addProduct(seller, { ...JUMPER, title: 'Robe verte', sku: 'R-1' }, photos));
  await page.goto('/jobs');
  await ready(page);
  const rows = page.getByRole('main').locator('li.job');
  await expect(rows).toHaveCount(2);
  await page.getByRole('main').getByRole('searchbox', { name: fr.jobs.search }).fill('verte');
  await page.getByRole('button', { name: fr.jobs.look, exact: true }).click();
  await expect(page).toHaveURL(/search=verte/);
  await expect(rows).toHaveCount(1);
  await page.getByRole('navigation', { name: fr.jobs.filter }).getByRole('link', { name: fr.jobs.show_done }).click();
  await expect(page).toHaveURL(/show=done/);
  await expect(page).toHaveURL(/search=verte/);
  await expect(page.getByRole('heading', { name: fr.jobs.no_match_title })).toBeVisible();
  await page.goto('/jobs?kind=delete');
  await expect(page.getByRole('heading', { name: fr.jobs.no_match_title })).toBeVisible();
  await page.goto('/jobs?kind=publish&show=open');
  await expect(rows).toHaveCount(2);
});

test('old jobs have a place of their own', async ({ page, seller, photos }) => {
  await publish(seller, await addProduct(seller, JUMPER, photos));
  await page.goto('/jobs');
  await ready(page);
  await page.getByRole('link', { name: fr.jobs.show_archived, exact: true }).click();
  await expect(page).toHaveURL(/show=archived/);
  await expect(page.getByRole('heading', { name: fr.jobs.no_match_title })).toBeVisible();
  await expect(job(page, JUMPER.title)).toHaveCount(0);
});

test('the history tells that the seller asked', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await publish(seller, product);
  await page.goto('/jobs');
  await ready(page);
  await job(page, JUMPER.title).getByRole('link', { name: JUMPER.title }).click();
  const history = page.locator('.history');
  await expect(history).toContainText(`${fr.jobs.event_asked} · ${fr.jobs.actor_seller}`);
});
