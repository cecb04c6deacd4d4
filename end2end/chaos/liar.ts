// A program with a pairing of its own that says what it has no right to say: results of other browsers' commands, late and
// double ones, another shop's, nonsense. It knows more than any liar could, since it reads the database; none of it may
// have an effect, and what the server answers is held against it.
import { ask, tenantOf } from './audit/evidence.ts';
import { type Finding, duplicate } from './audit/findings.ts';
import type { Mishap, Scene } from './faults.ts';
import { Line } from './line.ts';
import { LIAR, type Shop, pause } from './shop.ts';

/** How long the server is given to take a lie in. */
const LISTENING_MS = 400;

/** A command as the database knows it. */
interface Known {
  job: number;
  action: string;
  fence: number;
  command: string;
}

type Word = object | string | Buffer;

export class Liar {
  readonly findings: Finding[] = [];
  #token = '';

  constructor(private readonly shop: Shop) {}

  /** With a one-time code, as any extension. */
  async pair(): Promise<void> {
    const { body } = await this.shop.dashboards[0]!.ask<{ code: string }>('/fn/make_pairing_code', {});
    const response = await fetch(`${this.#url}/api/executor/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: body?.code, name: LIAR }),
    });
    if (!response.ok) throw new Error(`the liar was not paired: ${response.status}`);
    this.#token = ((await response.json()) as { token: string }).token;
  }

  /** Greets, says all of it, and hears what comes back. */
  async say(words: Word[]): Promise<string> {
    const line = await Line.open(`${this.#url}/ws/executor`, ['stoflow.executor', this.#token]);
    try {
      line.say(JSON.stringify({ type: 'hello', version: '0.0.0', open: [], session: { session: 'unknown' }, paused: true }));
      for (const word of words) line.say(typeof word === 'string' || Buffer.isBuffer(word) ? word : JSON.stringify(word));
      await pause(LISTENING_MS);
      this.#judge(line.heard, words);
      return line.closed ? 'shown the door' : 'heard out';
    } finally {
      line.close();
    }
  }

  get #url(): string {
    return `http://localhost:${this.shop.world.gate.port}`;
  }

  #judge(heard: string[], words: Word[]): void {
    for (const text of heard) {
      const frame = JSON.parse(text) as { type: string; granted?: boolean; next_token?: string | null };
      if (frame.type === 'welcome' && frame.next_token) this.#token = frame.next_token;
      const isTold = frame.type === 'execute_job' || (frame.type === 'permit' && frame.granted);
      if (isTold) this.findings.push(duplicate(`a liar was answered with ${frame.type}`, { frame, words }));
    }
  }
}

/** What liars do, each in their own shop. */
export function lies(liars: Liar[]): Mishap[] {
  const lie = (name: string, weight: number, words: (scene: Scene, shop: Shop, other: Shop) => Promise<Word[]>): Mishap => ({
    name: `liar: ${name}`,
    weight,
    strike: async (scene) => {
      const at = scene.dice.between(0, liars.length - 1);
      const said = await words(scene, scene.shops[at]!, scene.shops[(at + 1) % scene.shops.length]!);
      return said.length === 0 ? 'nothing to lie about' : liars[at]!.say(said);
    },
  });
  return [
    lie('commands of another browser', 8, async (_, shop) => (await open(shop)).flatMap((known) => wholeStory(known))),
    lie('late results, twice', 6, async (_, shop) => (await over(shop)).flatMap((known) => [result(known), result(known), result({ ...known, fence: known.fence - 1 })])),
    lie('another shop’s commands', 6, async (_, __, other) => [...(await open(other)), ...(await over(other))].flatMap((known) => wholeStory(known))),
    lie('fences to come', 3, async (_, shop) => (await open(shop)).flatMap((known) => wholeStory({ ...known, fence: known.fence + 1 }))),
    lie('nonsense', 4, async ({ dice }) => [dice.one(NONSENSE)]),
  ];
}

/** From the acknowledgement to the result, as the browser that has the command would say it. */
function wholeStory(known: Known): Word[] {
  const { command, fence } = known;
  const progress = { step: { step: 'create' }, done: 1, of: 2, wait: null };
  return [
    { type: 'ack', command, fence },
    { type: 'progress', command, fence, progress, uploaded: [{ key: '1', vinted_id: 1 }] },
    { type: 'may_i', command, fence },
    result(known),
    result(known),
  ];
}

function result({ job, action, command, fence }: Known): Word {
  const outcome = action === 'delete' ? { outcome: 'done', result: 'deleted' } : { outcome: 'stopped', trouble: { code: 'gone' }, uploaded: [] };
  return { type: 'job_result', command, job, fence, outcome };
}

const NONSENSE: Word[] = [
  'not JSON at all',
  '{"type":"job_result"}',
  { type: 'job_result', command: 'x'.repeat(5_000), job: -1, fence: 9e15, outcome: { outcome: 'cancelled', uploaded: [] } },
  { type: 'become_admin' },
  { type: 'vinted_session_update', session: { session: 'signed_in', user_id: -1, login: '' } },
  '['.repeat(20_000),
  Buffer.from([0xff, 0xfe, 0x00]),
  `"${'é'.repeat(200_000)}"`,
];

/** Commands that a browser has. */
function open(shop: Shop): Promise<Known[]> {
  return commands(shop, "state = 'awaiting_executor'");
}

/** The newest whose jobs have ended. */
function over(shop: Shop): Promise<Known[]> {
  return commands(shop, 'finished_at is not null');
}

async function commands({ world, ledger }: Shop, where: string): Promise<Known[]> {
  const tenant = await tenantOf(world.databaseUrl, ledger.email);
  const rows = await ask(
    world.databaseUrl,
    `begin read only; set local search_path to user_${tenant}; select coalesce(json_agg(k), '[]') from (
      select id as job, action, fence, command_id as command from marketplace_jobs
      where command_id is not null and ${where} order by id desc limit 5) k; commit`,
  );
  return JSON.parse(rows) as Known[];
}
