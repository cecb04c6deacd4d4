// Every page there is, with something in it: what specs about all pages walk through.
import type { Page } from '@playwright/test';
import { connect, newSeller } from './ebay.ts';
import { Hand, sales, sold, worn } from './hand.ts';
import { type Seller, send } from './people.ts';
import { ready } from './pages.ts';
import type { Photo } from './photos.ts';
import { JUMPER, addProduct, bring, listing, publish } from './products.ts';

/** Pages that a shop has before there is anything in it. */
export const EMPTY_SHOP = [
  '/products',
  '/products/import',
  '/sales',
  '/sales/pick-list',
  '/sales/receipts',
  '/messages',
  '/messages/canned',
  '/jobs',
  '/channels/vinted',
  '/channels/vinted/wardrobe',
  '/channels/vinted/limits',
  '/channels/vinted/statistics',
  '/channels/ebay',
  '/channels/ebay?returned=forged',
  '/settings',
  '/settings/templates',
  '/settings/words',
  '/settings/prices',
];

/** Pages that strangers see. */
export const PUBLIC = ['/', '/sign-up', '/sign-in', '/sign-in?next=/products', '/check-your-mail?email=camille@exemple.fr', '/confirm?token=0'];

/** Words that do not break: what a person may paste. */
const ENDLESS = 'https://exemple.fr/'.padEnd(300, 'trèslong');

/** Fills a shop with easy and difficult items, one of them on its way to Vinted, and names the seller's pages. */
export async function furnish(seller: Seller, photos: Photo[]): Promise<string[]> {
  const jumper = await addProduct(seller, JUMPER, photos);
  const difficult = await addProduct(seller, { ...JUMPER, title: ENDLESS, brand: ENDLESS.slice(0, 100), sku: 'S'.repeat(64) });
  const empty = Number(await send(seller.api, '/fn/create_product', {}));
  const listings = [worn({ title: JUMPER.title }), worn({ title: ENDLESS, brand: ENDLESS.slice(0, 100) }), worn({ title: 'Robe', state: 'sold' })];
  const hand = await Hand.pair(seller, listings, [
    sold({ title: JUMPER.title, vinted_id: listings[0]!.vinted_id }),
    sold({ title: ENDLESS.slice(0, 100), buyer: ENDLESS.slice(0, 60), paid_at: '2026-01-05T09:00:00Z' }),
    sold({ title: 'Robe', standing: 'completed', parcel: 400, paid_out: 2400 }),
  ]);
  await hand.sync(seller);
  await hand.readSales(seller);
  const gone = await addProduct(seller, { ...JUMPER, title: ENDLESS, sku: 'PARTI' });
  await send(seller.api, '/fn/sell_elsewhere', { product: String(gone) });
  await send(seller.api, '/fn/save_canned_reply', { name: ENDLESS.slice(0, 60), text: `Bonjour {acheteur}, {article} est à {prix}. ${ENDLESS}` });
  await send(seller.api, '/fn/save_own_word', { field: 'colours', word: ENDLESS.slice(0, 50), like: 'Bleu marine' });
  await send(seller.api, '/fn/save_template', { name: ENDLESS.slice(0, 60), language: 'fr', title: `{marque} ${ENDLESS.slice(0, 200)}`, description: `{description}\n\n${ENDLESS}` });
  hand.talks = [{ id: 8_000_000_001, login: 'zoe_75', body: 'Toujours disponible ?' }, { id: 8_000_000_101, login: ENDLESS.slice(0, 80), body: ENDLESS, title: ENDLESS }];
  await hand.read(seller);
  hand.leave();
  const messages = ['', '/8000000001', '/8000000101', '?search=rien', '/canned'].map((path) => `/messages${path}`);
  await publish(seller, jumper);
  await connect(seller, await newSeller(ENDLESS.slice(0, 40)));
  const jobs = ['/jobs', '/jobs?show=broken&search=rien', `/jobs/${(await listing(seller, jumper))?.job}`];
  const bulk = `/products/bulk?act=publish${[jumper, difficult, empty].map((product) => `&product=${product}`).join('')}`;
  const change = `/products/change?what=price&way=down_by&amount=10&ending=ninety&product=${jumper}&product=${difficult}&product=${empty}`;
  const moved = (await send(seller.api, '/fn/apply_change', { kind: 'location', 'form[location]': ENDLESS.slice(0, 100), key: 'moved', seen: `${difficult}:2` })) as { batch: number };
  const changes = [change, `/products/changes/${moved.batch}`, `/products/${jumper}/similar`];
  const sheet = `Titre;Prix;Couleur;${ENDLESS}\n${ENDLESS};douze;${ENDLESS.slice(0, 200)};x\nRobe;12;Rouge;\n`;
  const imports = [await bring(seller, sheet), await bring(seller, 'Titre;Prix\nPull;douze\n')];
  await send(seller.api, '/fn/run_import', { batch: imports[1]!.split('/').at(-1)!, 'columns[0]': 'title', 'columns[1]': 'price' });
  await send(seller.api, '/fn/correct_word', { product: String(jumper), field: 'colours', word: 'navy', value: '1' });
  const understood = [`/products/${jumper}/vinted`, `/products/${jumper}/vinted?field=colours&word=navy`, `/products/${empty}/vinted`];
  const editors = [jumper, difficult, empty, gone].map((product) => `/products/${product}`);
  const wardrobe = ['', '?show=all', '?search=rien', `?link=${listings[0]!.vinted_id}`].map((query) => `/channels/vinted/wardrobe${query}`);
  const sale = (await sales(seller)).rows.at(-1)!.id;
  const orders = ['', `/${sale}`, '/pick-list', '/receipts'].map((rest) => `/sales${rest}`);
  const vinted = ['/channels/vinted', ...wardrobe, '/channels/vinted/limits', '/channels/vinted/statistics', '/channels/vinted/statistics?by=week'];
  const filtered = `?vinted=unlisted&category=sweater&brand=${ENDLESS.slice(0, 60)}&price_from=1&price_to=9999&age=created30&attention=true&rows=dense&columns=price.quantity.brand.size.sku.location.channels.age`;
  await send(seller.api, '/fn/keep_view', { name: ENDLESS.slice(0, 40), filter: JSON.stringify({ brand: 'Zara' }) });
  return ['/products', '/products?rows=grid', '/products?search=rien', `/products${filtered}`, '/products?brand=Zara', '/products/new', bulk, ...changes, ...imports, ...editors, ...understood, ...jobs, ...orders, ...messages, ...vinted, '/channels/ebay', '/settings', '/settings/templates', '/settings/words', '/settings/prices'];
}

/** Opens a page as it is after the last picture came, alive. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}
