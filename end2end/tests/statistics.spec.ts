// The numbers of a shop that has none yet; with a wardrobe they are looked at where it is read.
import { expect, ready, test } from '../stack/pages.ts';
import { fr } from '../stack/words.ts';

test('before the wardrobe was read the page says how to get numbers', async ({ page, seller: _ }) => {
  await page.goto('/channels/vinted');
  await ready(page);
  await page.getByRole('main').getByRole('link', { name: fr.statistics.card_open }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fr.statistics.title);
  const main = page.getByRole('main');
  await expect(main.getByText(fr.statistics.none_text)).toBeVisible();
  await main.getByRole('link', { name: fr.wardrobe.card_open }).click();
  await expect(page).toHaveURL(/\/channels\/vinted\/wardrobe$/);
});
