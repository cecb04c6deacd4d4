// The room of the admins: closed to sellers, and where a brand is found, moved and put back. With scripts and without.
import { execFileSync } from 'node:child_process';
import type { Page } from '@playwright/test';
import { answered } from '../stack/console.ts';
import { binaries, environment } from '../stack/environment.ts';
import { becomeStranger, signIn } from '../stack/people.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { fr, say } from '../stack/words.ts';

const words = fr.brand_tiers;
const row = (page: Page, brand: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: brand, exact: true }) });

/** What an operator does on the server's machine. */
function makeAdmin(email: string): void {
  const { database_url } = environment();
  execFileSync(binaries().server, ['make-admin', email], {
    env: { ...process.env, DATABASE_URL: database_url, STOFLOW_DATA: test.info().outputPath('data') },
  });
}

test('a seller is told that it is not for them', async ({ page, seller: _, complaints }) => {
  complaints.expect(answered(403));
  const answer = await page.goto('/admin/brands');
  expect(answer?.status()).toBe(403);
  await expect(page.getByText(fr.errors.forbidden)).toBeVisible();
  await expect(page.getByRole('searchbox', { name: words.search })).toHaveCount(0);
  await page.goto('/settings');
  await expect(page.getByRole('link', { name: words.title })).toHaveCount(0);
});

test('an admin finds a brand, moves it and puts it back', async ({ page, seller, javaScriptEnabled }) => {
  makeAdmin(seller.email);
  await becomeStranger(page);
  await signIn(page, seller);
  await page.goto('/settings');
  await ready(page);
  await page.getByRole('main').getByRole('link', { name: words.title }).click();
  await expect(page.getByRole('listitem').getByRole('heading', { level: 2 })).toHaveCount(50);
  await page.getByRole('link', { name: words.next }).click();
  await expect(page.getByRole('link', { name: words.first })).toBeVisible();

  // One for each way to meet the page: both run against one server.
  const brand = javaScriptEnabled === false ? 'Sessun' : 'Sézane';
  await page.goto(`/admin/brands?search=${encodeURIComponent(brand)}`);
  await ready(page);
  const found = row(page, brand);
  const tier = found.getByLabel(say(words.tier_of, { brand }), { exact: true });
  const save = found.getByRole('button', { name: say(words.save_this, { brand }) });
  await tier.selectOption({ label: words.tier_luxury });
  await save.click();
  await expect(page.getByText(words.moved_told)).toBeVisible();
  await expect(found.getByText(words.moved, { exact: true })).toBeVisible();
  await found.getByText(words.history).click();
  await expect(found.getByRole('listitem')).toContainText(`${words.tier_luxury}, par ${seller.email}`);

  await page.goto(`/admin/brands?moved=true&search=${encodeURIComponent(brand)}`);
  await ready(page);
  await row(page, brand).getByLabel(say(words.tier_of, { brand }), { exact: true }).selectOption('');
  await row(page, brand).getByRole('button', { name: say(words.save_this, { brand }) }).click();
  await expect(page.getByText(words.moved_told)).toBeVisible();
  await page.goto('/admin/brands?search=xyzzy');
  await expect(page.getByRole('heading', { name: words.none_title })).toBeVisible();
});
