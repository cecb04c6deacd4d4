// What a seller may do next. Each draws what it is done to; most wishes fit how things stand, some do not.
import type { Answer, Dashboard } from './dashboard.ts';
import { type Desk, type Operation, type Standing, SENSE, atItem } from './desk.ts';
import type { Item, Work } from './ledger.ts';
import { addItem, saveItem } from './saving.ts';
import type { Job } from './shop.ts';
import { SITE_ACTS } from './site_acts.ts';
import { askBatch, wish } from './wishes.ts';

/** More would only make lists longer. */
const MOST_ITEMS = 60;

export const OPERATIONS: Operation[] = [
  { name: 'new item, published', weight: 18, perform: sellNew },
  { name: 'publish again', weight: 16, perform: (desk) => atItem(desk, 'offline', (item, standing) => wish(desk, 'publish', item, standing)) },
  { name: 'change and update', weight: 24, perform: (desk) => atItem(desk, 'live', (item, standing) => changeAndUpdate(desk, item, standing)) },
  { name: 'save only', weight: 4, perform: (desk) => atItem(desk, 'any', async (item) => (await saveItem(desk, item)).ack) },
  { name: 'withdraw', weight: 14, perform: (desk) => atItem(desk, 'live', (item, standing) => wish(desk, 'delete', item, standing)) },
  { name: 'both dashboards at once', weight: 7, perform: atOnce },
  { name: 'batch', weight: 6, perform: askForMany },
  { name: 'sync', weight: 4, perform: sync },
  { name: 'cancel a job', weight: 5, perform: (desk) => atJob(desk, 'cancel_job', 'open') },
  { name: 'pause a job', weight: 4, perform: (desk) => atJob(desk, 'pause_job', 'open') },
  { name: 'resume a job', weight: 4, perform: (desk) => atJob(desk, 'resume_job', 'open') },
  { name: 'retry a job', weight: 5, perform: (desk) => atJob(desk, 'retry_job', 'all') },
  { name: 'pause everything', weight: 1, perform: async ({ dashboard }) => (await dashboard.ask('/fn/pause_all_jobs', {})).ack },
  ...SITE_ACTS,
];

async function sellNew(desk: Desk): Promise<string | undefined> {
  if (desk.shop.ledger.items.length >= MOST_ITEMS) return undefined;
  const item = await addItem(desk);
  return typeof item === 'string' ? item : wish(desk, 'publish', item, null);
}

async function changeAndUpdate(desk: Desk, item: Item, standing: Standing): Promise<string> {
  const saved = await saveItem(desk, item);
  if (saved.ack !== 'accepted') return `${saved.ack} when saving`;
  return wish(desk, 'update', item, standing);
}

/** The same or the contrary is asked for at both dashboards in the same moment. */
async function atOnce(desk: Desk): Promise<string | undefined> {
  const { shop, dice } = desk;
  const works: Work[] = ['publish', 'update', 'delete'];
  const [one, other] = [dice.one(works), dice.one(works)];
  const saves = dice.happens(0.3);
  return atItem(desk, 'any', async (item, standing) => {
    const at = async (dashboard: Dashboard, work: Work) =>
      saves ? `save ${(await saveItem({ ...desk, dashboard }, item)).ack}` : `${work} ${await wish({ ...desk, dashboard }, work, item, standing)}`;
    const results = await Promise.all([at(shop.dashboards[0]!, one), at(shop.dashboards[1]!, other)]);
    return results.map((result) => result.replace(/ \(.*/, '')).sort().join(' + ');
  });
}

async function askForMany(desk: Desk): Promise<string | undefined> {
  const { shop, dice } = desk;
  const work = dice.one<Work>(['publish', 'update', 'delete']);
  const free = shop.ledger.items.filter(({ product }) => !shop.taken.has(product));
  const items = dice.shuffled(free).slice(0, dice.between(2, 6));
  if (items.length === 0) return undefined;
  for (const { product } of items) shop.taken.add(product);
  try {
    return await askBatch(desk, work, items);
  } finally {
    for (const { product } of items) shop.taken.delete(product);
  }
}

async function sync({ shop, dashboard }: Desk): Promise<string> {
  const asked = Date.now();
  const { ack } = await dashboard.ask('/fn/sync_wardrobe', {});
  if (ack === 'accepted') shop.ledger.syncs.push(asked);
  return ack;
}

async function atJob(desk: Desk, act: 'cancel_job' | 'pause_job' | 'resume_job' | 'retry_job', show: 'all' | 'open'): Promise<string | undefined> {
  const list = await desk.shop.jobs(show);
  const mustFit = desk.dice.happens(SENSE);
  const sensible = (list?.jobs ?? []).filter(({ state }) => !mustFit || FITTING[act].includes(state));
  if (sensible.length === 0) return undefined;
  const job: Job = desk.dice.one(sensible);
  const answer: Answer = await desk.dashboard.ask(`/fn/${act}`, { job: String(job.id) });
  if (act === 'cancel_job' && answer.ack !== 'refused') desk.shop.ledger.cancels.add(job.id);
  return answer.ack;
}

const FITTING = {
  cancel_job: ['pending', 'running', 'awaiting_executor', 'retryable', 'paused'],
  pause_job: ['pending', 'retryable', 'awaiting_executor'],
  resume_job: ['paused'],
  retry_job: ['retryable', 'failed', 'expired'],
};
