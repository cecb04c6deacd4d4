// The list laid out as the seller likes it: which columns, and pictures instead of lines. All of it stands in the address.
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct } from '../stack/products.ts';
import { fr } from '../stack/words.ts';

test('a column is added, and the same question is looked at in pictures', async ({ page, seller, photos }) => {
  await addProduct(seller, JUMPER, photos);
  await page.goto('/products?search=pull');
  await ready(page);
  const layout = page.getByRole('navigation', { name: fr.filters.layout });
  await layout.getByText(fr.filters.columns, { exact: true }).click();
  await layout.getByRole('link', { name: fr.editor.location, exact: true }).click();
  await expect(page).toHaveURL(/columns=price\.quantity\.location\.channels\.age/);
  await expect(page.getByRole('columnheader', { name: fr.editor.location, exact: true })).toBeVisible();
  await expect(page.getByRole('cell', { name: JUMPER.location!, exact: true })).toBeVisible();

  await ready(page);
  await layout.getByRole('link', { name: fr.filters.grid, exact: true }).click();
  await expect(page).toHaveURL(/search=pull&rows=grid&columns=/);
  await expect(page.locator('.products')).toHaveClass(/grid/);
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const picture = await page.locator('.products img').boundingBox();
    expect(picture!.width, `at ${width} px`).toBeGreaterThan(140);
  }
});
