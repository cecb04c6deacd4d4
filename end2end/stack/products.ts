// Items of a shop, made and read over the server's own doors where a spec is not about the form.
import { expect } from '@playwright/test';
import { type Seller, send } from './people.ts';
import type { Photo } from './photos.ts';

/** What the form holds, by the names of its controls. */
export interface Item {
  title: string;
  description?: string;
  price?: string;
  cost?: string;
  minimum?: string;
  category?: string;
  gender?: string;
  brand?: string;
  size?: string;
  colours?: string[];
  condition?: string;
  materials?: string[];
  location?: string;
  sku?: string;
  quantity?: string;
}

/** Complete: with a photo it can be published. */
export const JUMPER: Item = {
  title: 'Pull marin rayé',
  description: 'Porté deux hivers, sans accroc.',
  price: '24,50',
  category: 'sweater',
  gender: 'women',
  brand: 'Petit Bateau',
  size: 'M',
  colours: ['navy', 'white'],
  condition: '8',
  materials: ['cotton'],
  location: 'Étagère 3',
  sku: 'PULL-1',
  quantity: '1',
};

/** As `GET /api/v1/products/{id}` tells it, as far as specs read it. */
export interface Editor {
  id: number;
  version: number;
  status: string;
  form: Record<string, string>;
  unsaved: boolean;
  photos: { id: number; width: number; height: number }[];
  readiness: { gaps: { field: string; reason: string }[]; listing: ListingView | null }[];
}

export interface ListingView {
  id: number;
  state: 'creating' | 'live' | 'updating' | 'removing' | 'removed' | 'sold' | 'failed' | 'in_doubt';
  url: string | null;
  job: number | null;
  trouble: { code: string } | null;
  differences: string[];
  outdated: boolean;
}

/** Adds a saved product with its photos, and gives its id. */
export async function addProduct(seller: Seller, item: Item, photos: Photo[] = []): Promise<number> {
  const product = Number(await send(seller.api, '/fn/create_product', {}));
  if (photos.length > 0) await addPhotos(seller, product, photos);
  await save(seller, product, item);
  return product;
}

async function addPhotos(seller: Seller, product: number, photos: Photo[]): Promise<void> {
  const multipart = new FormData();
  for (const { name, mimeType, buffer } of photos) multipart.append('photos', new File([new Uint8Array(buffer)], name, { type: mimeType }));
  const response = await seller.api.post(`/products/${product}/photos`, { multipart });
  expect(await response.json(), 'refused photos').toMatchObject({ refused: [] });
}

export async function save(seller: Seller, product: number, item: Item): Promise<void> {
  const { version } = await editor(seller, product);
  const form: Record<string, string> = { product: String(product), version: String(version) };
  for (const [name, value] of Object.entries({ ...item, colour_order: item.colours?.join(',') ?? '' })) {
    if (Array.isArray(value)) value.forEach((key, index) => (form[`item[${name}][${index}]`] = key));
    else form[`item[${name}]`] = value;
  }
  await send(seller.api, '/fn/save_product', form);
}

/** Hands a sheet in, and gives the address where its columns are placed. */
export async function bring(seller: Seller, sheet: string): Promise<string> {
  const multipart = new FormData();
  multipart.append('file', new File([sheet], 'articles.csv', { type: 'text/csv' }));
  const response = await seller.api.post('/products/import', { multipart, maxRedirects: 0 });
  expect(response.status(), 'the sheet is read').toBe(303);
  return response.headers()['location']!;
}

/** Asks for the product, as it was saved, to be put on vinted.fr. */
export async function publish(seller: Seller, product: number): Promise<void> {
  await send(seller.api, '/fn/publish_product', { product: String(product) });
}

/** Asks for what was saved to be written on vinted.fr. */
export async function update(seller: Seller, product: number): Promise<void> {
  await send(seller.api, '/fn/update_listing', { product: String(product), listing: await listingId(seller, product) });
}

/** Asks for the listing to be taken down. */
export async function withdraw(seller: Seller, product: number): Promise<void> {
  await send(seller.api, '/fn/withdraw_listing', { product: String(product), listing: await listingId(seller, product) });
}

async function listingId(seller: Seller, product: number): Promise<string> {
  return String((await listing(seller, product))?.id);
}

export async function editor(seller: Seller, product: number): Promise<Editor> {
  const response = await seller.api.get(`/api/v1/products/${product}`);
  if (!response.ok()) throw new Error(`product ${product}: ${response.status()}`);
  return response.json();
}

/** How the product stands on vinted.fr. */
export async function listing(seller: Seller, product: number): Promise<ListingView | null> {
  const { readiness } = await editor(seller, product);
  return readiness[0]?.listing ?? null;
}
