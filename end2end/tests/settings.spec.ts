// Who one is here, and how the pages look.
import { expect, ready, test } from '../stack/pages.ts';
import { fr } from '../stack/words.ts';

test('the settings name the shop and its address', async ({ page, seller }) => {
  await page.goto('/settings');
  const account = page.getByRole('main');
  for (const text of [seller.shop, seller.email, fr.settings.confirmed]) {
    await expect(account.getByText(text, { exact: true })).toBeVisible();
  }
});

test('a theme is chosen and stays, on every page and after the sign-out', async ({ page, seller: _ }) => {
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/settings');
  const bright = await colour();
  await ready(page);
  await page.getByRole('main').getByRole('button', { name: fr.settings.theme_dark }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await colour()).not.toBe(bright);
  await expect(page.getByRole('main').getByRole('button', { name: fr.settings.theme_dark })).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/products');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.goto('/settings');
  await ready(page);
  await page.getByRole('main').getByRole('button', { name: fr.session.sign_out }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('without a choice the pages look as the machine is set', async ({ page }) => {
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/sign-in');
  const bright = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colour()).not.toBe(bright);
});

test('a made-up theme or language changes nothing', async ({ seller, page }) => {
  for (const [path, form] of [
    ['/fn/set_theme', { theme: '<script>' }],
    ['/fn/set_language', { language: 'klingon' }],
  ] as const) {
    const response = await seller.api.post(path, { form });
    expect(response.status()).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'unreadable' } });
  }
  await page.goto('/settings');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
});
