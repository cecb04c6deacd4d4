// A seller who sells on vinted.fr already: the shipped extension reads their wardrobe in their own browser, its
// listings become items, and what happens to them there is seen here. Reading changes nothing on vinted.fr.
import { expect, stopWorker, test as base } from '../stack/browser.ts';
import { standing } from '../stack/hand.ts';
import { pair } from '../stack/pairing.ts';
import { Popup } from '../stack/popup.ts';
import { JUMPER, addProduct, editor, listing } from '../stack/products.ts';
import { type Listing, type Member, Vinted, type Wanted } from '../stack/vinted.ts';
import { Wardrobe } from '../stack/wardrobe.ts';
import { fr, say } from '../stack/words.ts';

const words = fr.wardrobe;

/** Is the shop's jumper, by title, brand, size and price. */
const SAME_JUMPER: Wanted = { title: JUMPER.title, price: '24.50', brand: 'Petit Bateau', size: 'M', catalog_id: 529 };
const DRESS: Wanted = {
  title: 'Robe portefeuille à pois',
  description: 'Portée deux fois, doublée.',
  price: '31.00',
  brand: 'Zara',
  size: 'S',
  catalog_id: 1059,
  photos: 3,
};

const test = base.extend<{ wardrobe: Wardrobe }>({
  wardrobe: async ({ page, seller, member: _ }, use) => {
    await pair(page);
    await use(new Wardrobe(page, seller));
  },
});

/** Nothing on vinted.fr is other than it was. */
async function isUntouched(vinted: Vinted, member: Member, before: Listing[]): Promise<void> {
  expect(await vinted.listings(member)).toEqual(before);
}

async function stocked(vinted: Vinted, member: Member, wanted: { count: number } | Wanted[]): Promise<Listing[]> {
  await vinted.stock(member, wanted);
  return vinted.listings(member);
}

/** Details that were asked for more than once. */
async function againIn(vinted: Vinted): Promise<string[]> {
  const paths = (await vinted.asked('details')).map(({ path }) => path);
  return paths.filter((path, at) => paths.indexOf(path) !== at);
}

test('a wardrobe of two pages comes in, is linked and made into items, and a sale there is a sale here', async ({ wardrobe, seller, member, vinted }) => {
  const { page } = wardrobe;
  const jumper = await addProduct(seller, JUMPER);
  await vinted.stock(member, { count: 118 });
  const before = await stocked(vinted, member, [SAME_JUMPER, DRESS]);
  await wardrobe.sync();
  expect((await standing(seller)).counts).toMatchObject({ to_link: 120, linked: 0, gone: 0 });
  expect(await vinted.asked('wardrobe')).toHaveLength(2);
  expect(await againIn(vinted), 'listings that were read twice').toEqual([]);

  await expect(wardrobe.row(DRESS.title!)).toContainText('Zara · S / 36 / 8');
  await expect(wardrobe.row(DRESS.title!)).toContainText('31,00 €');
  await expect(wardrobe.row(JUMPER.title)).toContainText(words.looks_like);
  await wardrobe.row(JUMPER.title).getByRole('button', { name: words.attach }).click();
  await expect(page.getByText(words.taken_one)).toBeVisible();
  expect(await listing(seller, jumper)).toMatchObject({ state: 'live' });

  await wardrobe.row(DRESS.title!).getByRole('button', { name: words.make }).click();
  await expect.poll(async () => (await standing(seller)).counts, { timeout: 30_000 }).toMatchObject({ to_link: 118, linked: 2 });
  await wardrobe.open('linked');
  await wardrobe.row(DRESS.title!).locator('a[href^="/products/"]').click();
  await expect(page).toHaveURL(/\/products\/\d+$/);
  const dress = Number(page.url().split('/').pop());
  await expect.poll(async () => (await editor(seller, dress)).photos.length, { timeout: 30_000 }).toBe(3);
  const made = await editor(seller, dress);
  expect(made.form).toMatchObject({ title: DRESS.title, description: DRESS.description });
  expect(made.photos.map(({ width, height }) => [width, height])).toEqual(Array(3).fill([384, 512]));
  await isUntouched(vinted, member, before);

  const sold = before.find(({ title }) => title === JUMPER.title)!;
  await vinted.change(sold, { standing: 'sold' });
  await wardrobe.sync();
  await expect.poll(async () => (await editor(seller, jumper)).status).toBe('sold');
  await wardrobe.open('gone');
  await expect(wardrobe.row(JUMPER.title)).toContainText(words.state_sold);
  await page.goto('/products');
  await expect(page.getByRole('row').filter({ hasText: JUMPER.title })).toContainText(fr.products.one_sold);
  await page.goto('/channels/vinted/statistics');
  await expect(page.getByRole('main').getByRole('definition').first()).toHaveText('119');
  const { turnover, net, fees, sales, days_to_sell, views, favourites, online, sold: over } = fr.statistics;
  const lines = [views, favourites, online, over, turnover, net, fees, sales, days_to_sell];
  const charts = page.getByRole('main').getByRole('figure');
  await expect(charts.getByRole('img')).toHaveCount(lines.length);
  expect((await charts.locator('figcaption > span').allTextContents()).sort()).toEqual(lines.sort());
});

test('every way to stand in a wardrobe is told apart', async ({ wardrobe, member, vinted }) => {
  await vinted.stock(member, [
    { title: 'Jupe en vente' },
    { title: 'Jupe en brouillon', standing: 'draft' },
    { title: 'Jupe réservée', standing: 'reserved' },
    { title: 'Jupe masquée', visibility: 'hidden' },
    { title: 'Jupe vendue', standing: 'sold' },
  ]);
  await wardrobe.sync();
  await wardrobe.open('all');
  for (const [title, state] of [
    ['Jupe en vente', words.state_on_sale],
    ['Jupe en brouillon', words.state_draft],
    ['Jupe réservée', words.state_reserved],
    ['Jupe masquée', words.state_hidden],
    ['Jupe vendue', words.state_sold],
  ] as const) {
    await expect(wardrobe.row(title)).toContainText(state);
  }
});

test('while it is being read, page and popup say where it is', async ({ wardrobe, context, member, vinted }) => {
  await vinted.stock(member, { count: 100 });
  await vinted.strike('wardrobe', { fault: 'slow', ms: 3_000 }, { after: 1 });
  await vinted.strike('details', { fault: 'slow', ms: 3_000 }, { after: 1 });
  const popup = await Popup.open(context);
  await wardrobe.askForSync();
  const { page } = wardrobe;
  await expect(popup.page.getByText(popup.say('step_read_wardrobe', '2'))).toBeVisible();
  await expect(page.getByText(say(fr.jobs.step_read_wardrobe, { page: 2, of: 2 })).first()).toBeVisible();
  await expect(popup.page.getByText(popup.say('step_read_details', '2', '10'))).toBeVisible();
  await wardrobe.isRead();
});

for (const call of ['wardrobe', 'details'] as const) {
  test(`a bot check in the middle of the ${call}: all stops, the person answers, it goes on where it was`, async ({ wardrobe, context, member, vinted }) => {
    const before = await stocked(vinted, member, { count: 110 });
    await vinted.strike(call, { fault: 'datadome_json' }, { after: call === 'wardrobe' ? 1 : 15 });
    await wardrobe.askForSync();
    const { page } = wardrobe;
    await expect(page.getByText(fr.jobs.trouble_challenged).first()).toBeVisible({ timeout: 30_000 });
    const asked = (await vinted.asked('any')).length;
    const popup = await Popup.open(context);
    await expect(popup.page.getByText(popup.say('advice_challenged'))).toBeVisible();
    expect(await vinted.asked('any'), 'calls against the bot check').toHaveLength(asked);
    const tab = await context.newPage();
    await tab.goto(Vinted.SITE);
    await tab.locator('#datadome-solve').click();
    await wardrobe.isRead();
    const answered = (await vinted.asked('wardrobe')).filter(({ status }) => status === 200);
    expect(answered, 'pages are read once').toHaveLength(2);
    await isUntouched(vinted, member, before);
  });
}

for (const call of ['wardrobe', 'details'] as const) {
  test(`the worker is killed in the middle of the ${call}: it wakes and reads on`, async ({ wardrobe, context, seller, member, vinted }) => {
    const before = await stocked(vinted, member, { count: 110 });
    await vinted.strike(call, { fault: 'slow', ms: 2_000 }, { after: call === 'wardrobe' ? 1 : 25 });
    await wardrobe.askForSync();
    await expect
      .poll(async () => (await vinted.asked(call)).some(({ fault, status }) => fault === 'slow' && status === null), { intervals: [20], timeout: 60_000 })
      .toBe(true);
    await stopWorker(context);
    await (await Popup.open(context)).close();
    await wardrobe.isRead();
    expect((await standing(seller)).counts).toMatchObject({ to_link: 110, linked: 0, gone: 0 });
    expect((await againIn(vinted)).length, 'listings that were read twice').toBeLessThanOrEqual(call === 'details' ? 10 : 0);
    await isUntouched(vinted, member, before);
  });
}
