// The list's filters: chosen in a panel, standing in the address, taken off one by one, kept under a name.
import { expect, ready, test } from '../stack/pages.ts';
import { JUMPER, addProduct, publish } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const rows = (page: Page) => page.locator('tbody').getByRole('row');
const remove = (page: Page, what: string) => page.getByRole('link', { name: say(fr.filters.remove, { what }) });

test('filters are chosen, kept as a view, taken off and forgotten', async ({ page, seller, photos }) => {
  await publish(seller, await addProduct(seller, JUMPER, photos));
  await addProduct(seller, { ...JUMPER, title: 'Robe d’été', category: 'dress', brand: 'Sézane', price: '40', sku: 'ROBE' }, photos);
  await addProduct(seller, { title: 'Sans rien', price: '30' });
  await page.goto('/products');
  await ready(page);
  const panel = page.locator('details.filters');
  await panel.getByText(fr.filters.open, { exact: true }).click();
  await panel.getByLabel(fr.filters.vinted).selectOption({ label: fr.filters.unlisted });
  await panel.getByLabel(fr.filters.category).selectOption('clothing');
  await panel.getByLabel(fr.filters.brand).fill('sezane');
  await panel.getByLabel(fr.filters.price_to).fill('25');
  await panel.getByLabel(fr.filters.price_from).fill('50,00');
  await panel.getByRole('button', { name: fr.filters.apply }).click();
  await expect(page).toHaveURL(/vinted=unlisted.*category=clothing.*brand=sezane/);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Robe d’été');
  await expect(page.getByRole('navigation', { name: fr.products.filter }).getByRole('link', { name: fr.products.status_draft })).toContainText('1');

  await page.getByText(fr.filters.keep, { exact: true }).click();
  await page.getByLabel(fr.filters.keep_name).fill('À baisser');
  await page.getByRole('button', { name: fr.filters.keep_button, exact: true }).click();
  await expect(page.getByText(fr.filters.kept)).toBeVisible();
  const tab = page.getByRole('navigation', { name: fr.filters.views }).getByRole('link', { name: 'À baisser' });
  await expect(tab).toHaveAttribute('aria-current', 'page');

  await ready(page);
  await remove(page, 'sezane').click();
  await expect(page).not.toHaveURL(/sezane/);
  await expect(tab).not.toHaveAttribute('aria-current', 'page');
  await page.getByRole('link', { name: fr.filters.clear }).click();
  await expect(rows(page)).toHaveCount(3);
  await tab.click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByText(fr.filters.forget, { exact: true }).click();
  await page.getByRole('button', { name: fr.filters.forget_sure }).click();
  await expect(page.getByText(fr.filters.forgotten)).toBeVisible();
  await expect(tab).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
});

test('what needs attention is found, in dense rows, and a search holds on to it', async ({ page, seller, photos }) => {
  await addProduct(seller, JUMPER, photos);
  for (const title of ['Sans rien', 'Sans photo']) await addProduct(seller, { title });
  await page.goto('/products?attention=true&rows=dense');
  await ready(page);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.locator('.products')).toHaveClass(/dense/);
  const box = page.getByRole('searchbox', { name: fr.products.search });
  await box.fill('photo');
  await box.press('Enter');
  await expect(page).toHaveURL(/attention=true/);
  await expect(page).toHaveURL(/rows=dense/);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('link', { name: fr.filters.roomy }).click();
  await expect(page.locator('.products')).not.toHaveClass(/dense/);
  await expect(rows(page)).toHaveCount(1);
});

test('the list opens as it was left, and an address says it otherwise', async ({ page, seller, javaScriptEnabled }) => {
  await addProduct(seller, JUMPER);
  const list = page.locator('.products');
  const kept = () => (javaScriptEnabled ? page.waitForResponse((answer) => answer.url().endsWith('/fn/keep_layout')) : undefined);
  await page.goto('/products');
  await ready(page);
  for (const [opens, link] of [['', fr.filters.dense], [fr.filters.columns, fr.filters.brand]] as const) {
    if (opens) await page.getByText(opens, { exact: true }).click();
    const told = kept();
    await page.getByRole('navigation', { name: fr.filters.layout }).getByRole('link', { name: link, exact: true }).click();
    await told;
    await ready(page);
  }
  await expect(list).toHaveClass(/dense/);
  await expect(list.getByRole('columnheader', { name: fr.filters.brand })).toBeVisible();
  const rail = page.getByRole('navigation', { name: fr.frame.navigation });
  await rail.getByRole('link', { name: fr.frame.sales }).click();
  await expect(list).toHaveCount(0);
  await rail.getByRole('link', { name: fr.frame.products, exact: true }).click();
  await expect(page).toHaveURL(/\/products$/);
  await expect(list).toHaveClass(/dense/);
  await page.goto('/products');
  await expect(list).toHaveClass(/dense/);
  await expect(list.getByRole('columnheader', { name: fr.filters.brand })).toBeVisible();
  await page.goto('/products?rows=roomy');
  await expect(list).toHaveClass(/roomy/);
});

test('an address that somebody made up does no harm', async ({ page, seller }) => {
  await addProduct(seller, JUMPER);
  await page.goto('/products?vinted=x&price_from=douze&price_to=-1&age=listed31&attention=1&rows=x');
  await expect(rows(page)).toHaveCount(1);
  for (const query of ['category=%00', 'category=x', 'brand=%27%3B--', `brand=${'x'.repeat(2000)}`, 'price_from=99999999999999999999']) {
    const response = await page.goto(`/products?${query}`);
    expect(response?.status(), query).toBe(200);
    await expect(page.getByRole('main')).toBeVisible();
  }
});
