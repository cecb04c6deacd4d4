// French first, English second, and never a mixture.
import { expect, ready, test } from '../stack/pages.ts';
import { becomeStranger, signIn } from '../stack/people.ts';
import { PUBLIC, furnish } from '../stack/tour.ts';
import { en, fr } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const html = (page: Page) => page.locator('html');

/** Texts of one language that would be a mistake on a page of the other: whole sentences only, no parts of longer words. */
function sentences(words: typeof fr, others: typeof fr): RegExp[] {
  const texts = (all: typeof fr) => Object.values(all).flatMap((room) => Object.values<string>(room));
  const known = new Set(texts(others));
  const telling = texts(words).filter((text) => text.length > 8 && !text.includes('{{') && !known.has(text));
  return telling.map((text) => new RegExp(`(?<!\\p{L})${text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')}(?!\\p{L})`, 'u'));
}

/** What a listing will say is said in the buyers' language, and marked with it. */
async function isAllIn(page: Page, path: string, foreign: RegExp[]): Promise<void> {
  await page.goto(path);
  const all = await page.locator('body').innerText();
  const marked = await page.locator('body [lang]').allInnerTexts();
  const text = marked.filter((part) => part !== '').reduce((rest, part) => rest.replaceAll(part, ''), all);
  expect(foreign.filter((sentence) => sentence.test(text)).map(String), path).toEqual([]);
}

test('pages are French, all of them', async ({ page, seller, photos }) => {
  const foreign = sentences(en, fr);
  for (const path of await furnish(seller, photos)) await isAllIn(page, path, foreign);
  await becomeStranger(page);
  for (const path of PUBLIC) await isAllIn(page, path, foreign);
});

test.describe('a browser that asks for English', () => {
  test.use({ locale: 'en-GB' });

  test('gets English, all of it', async ({ page, seller, photos }) => {
    const foreign = sentences(fr, en);
    for (const path of await furnish(seller, photos)) await isAllIn(page, path, foreign);
    await becomeStranger(page);
    for (const path of PUBLIC) await isAllIn(page, path, foreign);
    await expect(html(page)).toHaveAttribute('lang', 'en');
  });

  test('gets French after the person chose it, also where they were', async ({ page }) => {
    await page.goto('/sign-in?next=%2Fsettings');
    await expect(page.getByRole('heading', { name: en.session.sign_in })).toBeVisible();
    await ready(page);
    await page.getByRole('button', { name: en.settings.french }).click();
    await expect(page.getByRole('heading', { name: fr.session.sign_in })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
    await page.goto('/sign-up');
    await expect(html(page)).toHaveAttribute('lang', 'fr');
  });
});

test.describe('a browser that asks for another language', () => {
  test.use({ locale: 'pl-PL' });

  test('gets French', async ({ page }) => {
    await page.goto('/');
    await expect(html(page)).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('heading', { level: 1, name: fr.landing.title })).toBeVisible();
  });
});

test('a seller’s choice follows them to another browser', async ({ page, seller }) => {
  await page.goto('/settings');
  await ready(page);
  await page.getByRole('main').getByRole('button', { name: fr.settings.english }).click();
  await expect(page.getByRole('heading', { level: 1, name: en.settings.title })).toBeVisible();
  await becomeStranger(page);
  await signIn(page, seller);
  await expect(page.getByRole('heading', { level: 1, name: en.products.title })).toBeVisible();
});
