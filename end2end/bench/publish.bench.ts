// From the seller's request to publish until the listing is live in the shop: server, extension, simulated vinted.fr and
// back, in a real browser. Appends one line of JSON per publication to the file named by STOFLOW_BENCH.
import { appendFileSync } from 'node:fs';
import { test } from '../stack/browser.ts';
import { pair } from '../stack/pairing.ts';
import type { Seller } from '../stack/people.ts';
import { JUMPER, addProduct, listing, publish } from '../stack/products.ts';

/** The first ones warm caches and the compilers of both sides; they do not count. */
const WARM_UP = 3;
const PUBLICATIONS = 30;

test('publications', async ({ page, seller, member: _, photos }) => {
  await pair(page);
  for (let round = 0; round < WARM_UP + PUBLICATIONS; round += 1) {
    const item = { ...JUMPER, title: `Pull ${round}`, sku: `PULL-${round}` };
    const product = await addProduct(seller, item, photos);
    const began = performance.now();
    await publish(seller, product);
    await live(seller, product);
    const ms = performance.now() - began;
    if (round >= WARM_UP) appendFileSync(process.env.STOFLOW_BENCH!, `${JSON.stringify({ ms })}\n`);
  }
});

async function live(seller: Seller, product: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const state = (await listing(seller, product))?.state;
    if (state === 'live') return;
    if (state === 'failed') throw new Error(`product ${product} could not be published`);
  }
  throw new Error(`product ${product} is not live after a minute`);
}
