// Items are added and saved, and each save is written down before anybody can see its effect.
import { type Editor, JUMPER } from '../stack/products.ts';
import type { Answer } from './dashboard.ts';
import { type Ack, type Item, type Save, describe } from './ledger.ts';
import type { Desk } from './desk.ts';

/** Items look alike, as a seller's do: many share a title, more a price. */
const TITLES = ['Pull marin rayé', 'Pull en laine', 'Gilet à torsades'];
const PRICES = ['9.00', '19.50', '24.50', '32.00'];
/** Fields of the form that hold one text. */
const PLAIN = ['title', 'description', 'price', 'category', 'gender', 'brand', 'size', 'condition', 'location', 'sku', 'quantity'] as const;

/** A new item with one to three photos; or why it is not sold: it did not come to be, or nobody heard that it did. */
export async function addItem(desk: Desk): Promise<Item | string> {
  const { shop, dashboard, dice } = desk;
  const order = dice.shuffled([0, 1, 2]).slice(0, dice.between(1, 3));
  const { files, looks } = shop.pick(order);
  const created = await dashboard.ask<number>('/fn/create_product', {});
  if (created.ack !== 'accepted') return `not added (${created.why})`;
  const product = Number(created.body);
  for (const { name, mimeType, buffer } of files) {
    const multipart = new FormData();
    multipart.append('photos', new File([new Uint8Array(buffer)], name, { type: mimeType }));
    const sent = await dashboard.sendFiles<{ refused: unknown[] }>(`/products/${product}/photos`, multipart);
    // Without all its photos, in their order, it is not sold.
    if (sent.body?.refused.length !== 0) return `without photos (${sent.why})`;
  }
  const item: Item = { number: shop.ledger.items.length + 1, product, photos: looks, saves: [] };
  shop.taken.add(product);
  shop.ledger.items.push(item);
  try {
    const saved = await saveItem(desk, item);
    return saved.ack === 'accepted' ? item : `not saved (${saved.why})`;
  } finally {
    shop.taken.delete(product);
  }
}

/** Changes title, price and text. */
export async function saveItem({ dashboard, dice }: Desk, item: Item): Promise<Answer> {
  const read = await dashboard.get<Editor>(`/api/v1/products/${item.product}`);
  if (!read.body) return { ack: 'refused', why: 'not read' };
  const serial = item.saves.length + 1;
  const title = dice.happens(0.5) ? dice.one(TITLES) : `Pull marin ${item.number}.${serial}`;
  const save: Save = { serial, title, price: dice.one(PRICES), description: describe(item.number, serial), ack: 'lost', answered: 0 };
  item.saves.push(save);
  const form: Record<string, string> = { product: String(item.product), version: String(read.body.version) };
  const { colours, materials, ...plain } = { ...JUMPER, ...save, sku: `ART-${item.number}`, price: save.price.replace('.', ',') };
  for (const name of PLAIN) form[`item[${name}]`] = plain[name] ?? '';
  colours?.forEach((key, index) => (form[`item[colours][${index}]`] = key));
  materials?.forEach((key, index) => (form[`item[materials][${index}]`] = key));
  form['item[colour_order]'] = colours?.join(',') ?? '';
  const answer = await dashboard.ask('/fn/save_product', form);
  answered(save, answer.ack);
  return answer;
}

function answered(save: Save, ack: Ack): void {
  save.ack = ack;
  save.answered = Date.now();
}
