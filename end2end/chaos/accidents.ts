// What dies or is cut: the extension's worker, connections, one server or both, PostgreSQL; at any moment, or exactly while
// vinted.fr holds a call or has just answered it.
import type { Asked, Call } from '../stack/vinted.ts';
import type { Mishap, Scene } from './faults.ts';
import { pause } from './shop.ts';

interface Victim {
  name: string;
  /** Ends when it lives again, or will by itself. */
  kill(scene: Scene): Promise<void>;
}

const VICTIMS: (Victim & { weight: number })[] = [
  { name: 'worker killed', weight: 6, kill: workerKilled },
  { name: 'connections cut', weight: 5, kill: async ({ world }) => world.gate.cut() },
  { name: 'server killed', weight: 3, kill: serverKilled },
  { name: 'both servers killed', weight: 1, kill: bothKilled },
  { name: 'server restarted', weight: 1, kill: serverRestarted },
  { name: 'PostgreSQL killed', weight: 2, kill: postgresKilled },
];

/** Half of the time whatever comes next, else one of the calls that matter. */
const HELD: Call[] = ['any', 'any', 'any', 'any', 'photo', 'create', 'update', 'delete', 'wardrobe'];

export const ACCIDENTS: Mishap[] = [
  ...VICTIMS.map(({ name, weight, kill }) => ({ name, weight, strike: kill })),
  ...VICTIMS.flatMap(({ name, weight, kill }) => [
    { name: `${name} before an effect`, weight, strike: (scene: Scene) => around(scene, 'before', kill) },
    { name: `${name} after an effect`, weight, strike: (scene: Scene) => around(scene, 'after', kill) },
  ]),
  { name: 'answer to the seller lost', weight: 10, strike: async ({ world }) => world.gate.loseAnswer(asksForSomething) },
];

/** A request that changes something. */
function asksForSomething(request: string): boolean {
  return /^POST \/(fn\/(?!read_|list_|open_)|products\/)/.test(request);
}

/** That share one database. */
export const SERVERS = 2;

const HOLD_MS = 900;
const UNTIL_HELD_MS = 6_000;

/** The call is held by the site: it has arrived, and its effect is still to come. */
async function around(scene: Scene, moment: 'before' | 'after', kill: Victim['kill']): Promise<string> {
  const { world, dice } = scene;
  const call = dice.one(HELD);
  const before = await world.vinted.asked(call);
  const newest = before.at(-1)?.number ?? -1;
  await world.vinted.strike(call, { fault: 'slow', ms: HOLD_MS }, { after: call === 'any' ? dice.between(0, 6) : 0 });
  const reached = (asked: Asked) => asked.number > newest && asked.fault === 'slow' && (moment === 'before' || asked.status !== null);
  const deadline = Date.now() + UNTIL_HELD_MS;
  while (Date.now() < deadline) {
    if ((await world.vinted.asked(call)).some(reached)) {
      await kill(scene);
      return call;
    }
    await pause(15);
  }
  return `${call}, which did not come`;
}

async function workerKilled({ shops, dice }: Scene): Promise<void> {
  const seat = dice.one(dice.one(shops).seats);
  await seat.killWorker();
  // Most of the time it is left to wake by itself.
  if (dice.happens(0.4)) {
    await pause(dice.between(0, 2_000));
    await seat.wake();
  }
}

/** The other one goes on, and takes over what was open. */
async function serverKilled({ world, dice }: Scene): Promise<void> {
  const which = dice.between(0, SERVERS - 1);
  await world.killServer(which);
  await pause(dice.between(0, 1_500));
  await world.startServer(which);
}

async function bothKilled({ world, dice }: Scene): Promise<void> {
  await Promise.all([world.killServer(0), world.killServer(1)]);
  await pause(dice.between(0, 1_500));
  const first = dice.between(0, 1);
  await world.startServer(first);
  await world.startServer(1 - first);
}

async function serverRestarted({ world, dice }: Scene): Promise<void> {
  const which = dice.between(0, SERVERS - 1);
  await world.endServer(which);
  await world.startServer(which);
}

async function postgresKilled({ world }: Scene): Promise<void> {
  world.killPostgres();
  await world.serverAnswers();
}
