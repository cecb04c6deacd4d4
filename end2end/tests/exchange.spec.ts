// A sheet comes in: read, its columns placed, looked at before it is done, and taken back as a whole; everything leaves.
import { expect, ready, test } from '../stack/pages.ts';
import { addProduct } from '../stack/products.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const SHEET = 'Nom;Prix;Couleur\r\nRobe d’été;12,50;Rouge\r\nPull;douze;Pétrole\r\n';

const rows = (page: Page) => page.locator('tbody').getByRole('row');
const bad = (page: Page) => page.getByRole('listitem').filter({ hasText: say(fr.exchange.line, { line: 3 }) }).last();
const items = (count: number) => say(count === 1 ? fr.batches.one_item : fr.batches.items, { count });

test('a sheet is imported as it was shown, and taken back', async ({ page, seller: _ }) => {
  await page.goto('/products');
  await page.getByRole('link', { name: fr.exchange.title }).click();
  await page.getByLabel(fr.exchange.file).setInputFiles({ name: 'articles.csv', mimeType: 'text/csv', buffer: Buffer.from(SHEET) });
  await page.getByRole('button', { name: fr.exchange.read }).click();

  await expect(page).toHaveURL(/\/products\/import\/\d+$/);
  await expect(page.getByText(fr.exchange.preset_none)).toBeVisible();
  await ready(page);
  await page.getByText(say(fr.exchange.others, { count: 1 })).click();
  await page.getByLabel('Nom', { exact: true }).selectOption({ label: fr.editor.title });
  await page.getByRole('button', { name: fr.exchange.preview }).click();
  await expect(bad(page)).toContainText('Pull');
  await expect(bad(page)).toContainText('Pétrole');
  await expect(bad(page)).toContainText(fr.errors.field_not_a_number);
  await ready(page);
  await page.getByRole('button', { name: say(fr.exchange.run, { items: items(2) }) }).click();

  await expect(page.getByRole('heading', { level: 1, name: say(fr.exchange.done, { items: items(2) }) })).toBeVisible();
  await expect(bad(page).getByRole('link', { name: 'Pull' })).toBeVisible();
  const report = page.url();
  await page.getByRole('link', { name: fr.exchange.open_drafts }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText('12,50');
  await page.goto(report);
  await ready(page);
  await page.getByText(fr.exchange.undo, { exact: true }).click();
  await page.getByRole('button', { name: fr.exchange.undo_sure }).click();
  await expect(page.getByText(say(fr.exchange.undone, { items: items(2) }))).toBeVisible();
  await page.goto('/products');
  await expect(rows(page)).toHaveCount(0);
});

test('what a sheet says is sold or put away comes in as that', async ({ page, seller: _ }) => {
  const sheet = 'Titre;Statut;Vendu le\nRobe;Vendu;03/11/2026\nPull;En ligne;\nVeste;Archivé;\nJupe;peut-être;\n';
  await page.goto('/products/import');
  await page.getByLabel(fr.exchange.file).setInputFiles({ name: 'articles.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await page.getByRole('button', { name: fr.exchange.read }).click();
  const outcome = say(fr.exchange.will_make_each, { rows: say(fr.exchange.rows, { count: 4 }), drafts: 2, sold: 1, archived: 1 });
  await expect(page.getByText(outcome)).toBeVisible();
  await expect(page.getByText(say(fr.exchange.were_online, { count: 1 }))).toBeVisible();
  await expect(page.getByRole('link', { name: fr.exchange.to_wardrobe })).toHaveAttribute('href', '/channels/vinted/wardrobe');
  await expect(page.getByText(fr.exchange.unknown_status)).toBeVisible();
  await ready(page);
  await page.getByRole('button', { name: say(fr.exchange.run, { items: items(4) }) }).click();
  await page.getByRole('link', { name: fr.exchange.open_drafts }).click();
  await expect(rows(page)).toHaveCount(2);
  for (const [status, title] of [['sold', 'Robe'], ['archived', 'Veste']] as const) {
    await page.goto(`/products?status=${status}`);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText(title);
  }
});

test('what is no sheet is told so, and everything leaves as a file', async ({ page, seller, photos }) => {
  await addProduct(seller, { title: '=1+1', price: '20' }, photos);
  await page.goto('/products/import');
  const photo = photos[0]!;
  await page.getByLabel(fr.exchange.file).setInputFiles({ ...photo, name: 'articles.csv' });
  await page.getByRole('button', { name: fr.exchange.read }).click();
  await expect(page.getByText(fr.exchange.file_unknown)).toBeVisible();

  const table = await seller.api.get('/products/export/stoflow.csv');
  expect(table.headers()['content-disposition']).toContain('stoflow.csv');
  expect(await table.text()).toContain(`"'=1+1"`);
  for (const ending of ['xlsx', 'zip']) {
    const file = await (await seller.api.get(`/products/export/stoflow.${ending}`)).body();
    expect(file.subarray(0, 2).toString(), ending).toBe('PK');
  }
});
