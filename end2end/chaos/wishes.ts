// Jobs about items are asked for, one at a time or many, and the answers are written down.
import type { Answer } from './dashboard.ts';
import type { Item, Work } from './ledger.ts';
import type { Desk, Standing } from './desk.ts';

/** How often somebody presses again who heard nothing. */
const PRESSES = 2;

/** One form, sent again where the answer was lost or the hand trembled: its number makes it one wish. */
export async function wish({ shop, dashboard, dice }: Desk, work: Work, item: Item, standing: Standing): Promise<string> {
  const form = { product: String(item.product), request: dice.number() };
  const trembles = dice.happens(0.3);
  let answer = await send();
  for (let press = 0; press < PRESSES && (answer.ack === 'lost' || (trembles && press === 0)); press += 1) {
    const again = await send();
    // A refusal does not say what became of one whose answer was lost.
    if (again.ack === 'accepted') answer = again;
  }
  shop.ledger.wishes.push({ work, product: item.product, ack: answer.ack });
  return answer.ack === 'refused' ? `refused (${answer.why})` : answer.ack;

  async function send(): Promise<Answer> {
    if (work === 'publish') return dashboard.ask('/fn/publish_product', form);
    if (!standing) return { ack: 'refused', why: 'not listed' };
    const act = work === 'update' ? 'update_listing' : 'withdraw_listing';
    return dashboard.ask(`/fn/${act}`, { ...form, listing: String(standing.id) });
  }
}

interface Report {
  batch: number | null;
  left_out: { product: number }[];
}

const ACTS = { publish: 'publish', update: 'update', delete: 'withdraw' } as const;

/** Many at once: rehearsed, then sent, twice where the first answer was lost or the hand trembled. One key is one batch. */
export async function askBatch({ shop, dashboard, dice }: Desk, work: Work, items: Item[]): Promise<string> {
  const products = items.map(({ product }) => product);
  const act = ACTS[work];
  const rehearsed = await dashboard.read<{ key: string }>('/fn/rehearse_batch', { act, products });
  if (!rehearsed.body) return `${rehearsed.ack} when rehearsing`;
  const form = { act, key: rehearsed.body.key, products: products.join(',') };
  let answer = await dashboard.ask<Report>('/fn/begin_batch', form);
  const trembles = dice.happens(0.3);
  for (let press = 0; press < PRESSES && (answer.ack === 'lost' || (trembles && press === 0)); press += 1) {
    const again = await dashboard.ask<Report>('/fn/begin_batch', form);
    if (again.ack === 'accepted' || answer.ack === 'lost') answer = again.ack === 'refused' ? answer : again;
  }
  const leftOut = new Set(answer.body?.left_out.map(({ product }) => product) ?? []);
  for (const product of products) shop.ledger.wishes.push({ work, product, ack: leftOut.has(product) ? 'refused' : answer.ack });
  const batch = answer.body?.batch;
  if (batch && dice.happens(0.1)) {
    const cancelled = await dashboard.ask('/fn/cancel_batch', { batch: String(batch) });
    if (cancelled.ack !== 'refused') shop.ledger.batchCancels.add(batch);
  }
  return answer.ack;
}
