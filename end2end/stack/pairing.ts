// The one click that joins a browser to a shop.
import { type Page, expect } from '@playwright/test';
import { ready } from './pages.ts';
import { fr } from './words.ts';

/** On the channel's page, up to the word that the browser is connected. */
export async function pair(page: Page): Promise<void> {
  await page.goto('/channels/vinted');
  await ready(page);
  await page.getByRole('button', { name: fr.channels.pair_now }).click();
  const browsers = page.getByRole('region').or(page.locator('section')).filter({ has: page.getByRole('heading', { name: fr.channels.browsers }) });
  await expect(browsers.getByRole('listitem').getByText(fr.channels.short_connected, { exact: true })).toBeVisible({ timeout: 20_000 });
}
