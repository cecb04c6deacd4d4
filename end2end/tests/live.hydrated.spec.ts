// What happens elsewhere shows here without a reload: jobs in the drawer, news as toasts, the state of the line.
import { Editor } from '../stack/editor.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct, publish } from '../stack/products.ts';
import { send } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';
import type { Page, WebSocketRoute } from '@playwright/test';

const drawer = (page: Page) => page.getByRole('complementary', { name: fr.jobs.title });
const jobsLink = (page: Page) => page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('link', { name: fr.frame.jobs });

test('publishing opens the drawer, which follows the job to its end', async ({ page, seller, photos }) => {
  const editor = await Editor.open(page, await addProduct(seller, JUMPER, photos));
  await editor.publish();
  await expect(drawer(page).getByRole('link', { name: JUMPER.title })).toBeVisible();
  await expect(drawer(page).getByText(fr.jobs.trouble_no_executor)).toBeVisible();
  await expect(jobsLink(page)).toContainText('1');
  await drawer(page).getByRole('button', { name: fr.jobs.cancel, exact: true }).click();
  await expect(page.getByText(say(fr.jobs.cancelled, { title: JUMPER.title! }))).toBeVisible();
  await editor.stands(fr.editor.ready);
});

test('a job begun in one tab shows in another', async ({ page, seller, photos }) => {
  const product = await addProduct(seller, JUMPER, photos);
  await page.goto('/products');
  await ready(page);
  await jobsLink(page).click();
  await expect(drawer(page).getByText(fr.jobs.none_title)).toBeVisible();
  await publish(seller, product);
  await expect(drawer(page).getByRole('link', { name: JUMPER.title })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: JUMPER.title })).toContainText(fr.products.listing_creating);
});

test('the drawer stays open from page to page, and Escape closes it', async ({ page, seller: _ }) => {
  await page.goto('/products');
  await ready(page);
  await jobsLink(page).click();
  await expect(drawer(page)).toBeFocused();
  await page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('link', { name: fr.frame.settings }).click();
  await expect(page.getByRole('heading', { level: 1, name: fr.settings.title })).toBeVisible();
  await expect(drawer(page)).toBeVisible();
  await drawer(page).getByRole('button', { name: fr.frame.dismiss }).focus();
  await page.keyboard.press('Escape');
  await expect(drawer(page)).toHaveCount(0);
  await expect(jobsLink(page)).toBeFocused();
});

test('an archived item is brought back by the toast', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await page.goto('/products');
  await ready(page);
  const row = page.getByRole('row').filter({ hasText: JUMPER.title });
  await row.getByLabel(fr.products.acts).click();
  await row.getByRole('button', { name: fr.products.archive }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: fr.products.undo, exact: true }).click();
  await expect(row).toBeVisible();
});

test('a page whose line is cut says so, and mends itself', async ({ page, seller: _ }) => {
  let isCut = false;
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/ws\/dashboard$/, (line) => {
    if (isCut) return void line.close();
    line.connectToServer();
    lines.push(line);
  });
  await page.goto('/products');
  await ready(page);
  await expect(page.getByText(fr.frame.offline)).toHaveCount(0);
  isCut = true;
  await lines.at(-1)?.close();
  await expect(page.getByText(fr.frame.offline)).toBeVisible();
  isCut = false;
  await expect(page.getByText(fr.frame.offline)).toHaveCount(0, { timeout: 30_000 });
});

test('signed out elsewhere: the page notices and leads to the sign-in', async ({ page, seller }) => {
  await page.goto('/products');
  await ready(page);
  await send(seller.api, '/fn/sign_out', {});
  await expect(page).toHaveURL(/\/sign-in/, { timeout: 20_000 });
});

test('a chosen theme is in the first byte: nothing flashes', async ({ page, seller: _ }) => {
  await page.goto('/settings');
  await ready(page);
  await page.getByRole('main').getByRole('button', { name: fr.settings.theme_dark }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const colours: string[] = [];
  await page.exposeFunction('noteColour', (colour: string) => colours.push(colour));
  await page.addInitScript(() => {
    const note = (): void => {
      const { noteColour } = window as unknown as { noteColour(colour: string): void };
      if (document.body) noteColour(getComputedStyle(document.documentElement).backgroundColor);
      if (document.readyState !== 'complete') requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  const response = await page.goto('/products');
  expect(await response?.text()).toMatch(/<html[^>]* data-theme="dark"/);
  await ready(page);
  expect([...new Set(colours)]).toEqual([await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)]);
});
