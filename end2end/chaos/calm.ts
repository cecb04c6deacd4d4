// After the storm: nothing goes wrong any more, everything that was stopped goes on, and whatever can end, ends.
import type { World } from '../stack/world.ts';
import { Carer } from './carer.ts';
import { Dice } from './dice.ts';
import { type Shop, pause } from './shop.ts';

/** Longer than a silent browser is waited for. */
const PATIENCE_MS = 6 * 60_000;
/** As often a person presses who sees the same failure again. */
const PRESSES = 4;

/** Says what did not come to its end, which the audit then finds. */
export async function settle(world: World, shops: Shop[]): Promise<void> {
  await world.vinted.clear();
  for (const shop of shops) {
    for (const [index, seat] of shop.seats.entries()) {
      await seat.signIn();
      await seat.press('resume');
      await seat.browse(index);
    }
    await shop.dashboards[0]!.ask('/fn/resume_vinted', {});
  }
  await Promise.all(shops.map(async (shop) => {
    const carer = new Carer(shop, new Dice(0));
    carer.hurry();
    await quiet(shop, carer);
    carer.leaveBroken();
    // Twice: what is missing for the first time gets a look of its own, what moved meanwhile a second.
    for (let round = 0; round < 2; round += 1) {
      const asked = Date.now();
      if ((await shop.dashboards[0]!.ask('/fn/sync_wardrobe', {})).ack === 'accepted') shop.ledger.syncs.push(asked);
      await quiet(shop, carer);
    }
  }));
}

async function quiet(shop: Shop, carer: Carer): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let presses = 0;
  while (Date.now() < deadline) {
    const list = await shop.jobs('open');
    if (list?.counts.open === 0) {
      if (list.counts.broken === 0 || presses >= PRESSES) return;
      presses += 1;
    }
    await carer.look().catch(() => undefined);
    await pause(500);
  }
  console.log(`${shop.ledger.shop}: jobs are open after ${PATIENCE_MS / 60_000} minutes`);
}
