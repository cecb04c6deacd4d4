// The whole run: two shops, one of them at two browsers, sell for some minutes through two servers in a world where
// everything goes wrong; then it is calm, and the site, the database and the shops' own memory are held against each other.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from '@playwright/test';
import { World } from '../stack/world.ts';
import { ACCIDENTS, SERVERS } from './accidents.ts';
import { audit } from './audit.ts';
import { collect } from './audit/evidence.ts';
import type { Finding } from './audit/findings.ts';
import { settle } from './calm.ts';
import { Carer } from './carer.ts';
import { Dice } from './dice.ts';
import { FAULTS, type Scene } from './faults.ts';
import { Liar, lies } from './liar.ts';
import { OPERATIONS } from './operations.ts';
import { write } from './report.ts';
import { Shop, pause } from './shop.ts';
import { Tally } from './tally.ts';

const seed = Number(process.env.CHAOS_SEED);
const minutes = Number(process.env.CHAOS_MINUTES);
const report = process.env.CHAOS_REPORT!;

/** With more open jobs than this a shop waits before it asks for more. */
const MOST_OPEN = 14;

const operations = new Tally();
const faults = new Tally();

test('chaos', async () => {
  const world = await World.start('chaos', () => false, SERVERS);
  const shops = [await Shop.open(world, 'deux_navigateurs', 2), await Shop.open(world, 'un_navigateur', 1)];
  const liars = shops.map((shop) => new Liar(shop));
  for (const liar of liars) await liar.pair();
  const end = Date.now() + minutes * 60_000;
  const isOver = () => Date.now() >= end;
  await Promise.all([
    ...shops.flatMap((shop) => [sell(shop, 0, isOver), sell(shop, 1, isOver), new Carer(shop, Dice.for(seed, `carer ${shop.ledger.shop}`)).watch(isOver)]),
    trouble({ world, shops, dice: Dice.for(seed, 'faults') }, FAULTS, isOver),
    trouble({ world, shops, dice: Dice.for(seed, 'accidents') }, ACCIDENTS, isOver),
    trouble({ world, shops, dice: Dice.for(seed, 'liars') }, lies(liars), isOver),
  ]);
  console.log('\nthe faults are over; waiting until all is quiet');
  const asked = await world.vinted.asked('any');
  await settle(world, shops);
  const jobs = new Tally();
  const findings: Finding[] = liars.flatMap((liar) => liar.findings);
  for (const { ledger } of shops) {
    const evidence = await collect(world.vinted, world.databaseUrl, ledger.email, asked);
    for (const job of evidence.jobs) jobs.add(job.action, job.state);
    findings.push(...audit(ledger, evidence));
  }
  const stocked = shops.reduce((sum, { ledger }) => sum + ledger.stocked.size, 0);
  const created = (await world.vinted.everything()).length - stocked;
  mkdirSync(dirname(report), { recursive: true });
  writeFileSync(report, write({ seed, minutes, operations, faults, jobs, created, findings }));
  for (const shop of shops) await shop.close();
  await world.stop();
});

async function sell(shop: Shop, place: number, isOver: () => boolean): Promise<void> {
  const dice = Dice.for(seed, `${shop.ledger.shop} ${place}`);
  const desk = { shop, dashboard: shop.dashboards[place]!, dice };
  while (!isOver()) {
    const operation = dice.heavy(OPERATIONS);
    const result = await operation.perform(desk).catch((error: unknown) => `broke: ${String(error).split('\n')[0]}`);
    if (result) operations.add(operation.name, result);
    await pause(dice.between(50, 400));
    // Nobody presses on where nothing loads.
    if (result?.startsWith('not ')) await pause(700);
    while (!isOver() && ((await shop.jobs('open'))?.counts.open ?? 0) > MOST_OPEN) await pause(300);
  }
}

async function trouble(scene: Scene, mishaps: typeof FAULTS, isOver: () => boolean): Promise<void> {
  const { dice } = scene;
  await pause(3_000);
  while (!isOver()) {
    const mishap = dice.heavy(mishaps);
    const what = await mishap.strike(scene).catch((error: unknown) => `broke: ${String(error).split('\n')[0]}`);
    faults.add(mishap.name, what ?? 'done');
    await pause(dice.between(700, 4_000));
  }
}
