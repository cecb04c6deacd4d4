// A StoFlow of a test's own: simulator, one or several servers and their private PostgreSQL on ports and data of their
// own, so that they can be killed without harm to the tests after it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { binaries, environment } from './environment.ts';
import { type Gate, openGate } from './gate.ts';
import type { Town } from './town.ts';
import { Vinted } from './vinted.ts';

export class World implements Town {
  readonly url: string;
  readonly mailbox_url: string;
  readonly vinted: Vinted;
  readonly #servers: (ChildProcess | undefined)[] = [];
  #simulator: ChildProcess | undefined;
  #gate: Gate | undefined;

  private constructor(
    private readonly folder: string,
    private readonly ports: Record<'edge' | 'pages' | 'smtp', number>,
    /** Of the servers. */
    private readonly https: number[],
  ) {
    this.url = `http://localhost:${https[0]}`;
    this.mailbox_url = `http://localhost:${ports.pages}/mailbox`;
    this.vinted = new Vinted(`http://localhost:${ports.pages}`);
  }

  /**
   * `refuses` names requests, by their first line, that never get from a browser to the server. Several servers share
   * one folder and one PostgreSQL, and are met through the gate.
   */
  static async start(name: string, refuses?: (request: string) => boolean, servers = 1): Promise<World> {
    const folder = join(dirname(process.env.STOFLOW_E2E ?? ''), name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const [edge, pages, smtp, ...https] = await freePorts(3 + servers);
    const world = new World(folder, { edge: edge!, pages: pages!, smtp: smtp! }, https);
    world.#gate = refuses && (await openGate(https, refuses));
    await world.#startSimulator();
    for (const server of https.keys()) await world.startServer(server);
    return world;
  }

  /** What a Chromium needs to meet this world instead of the stack's. */
  get chromium_args(): string[] {
    return environment().chromium_args.map((argument) =>
      argument.startsWith('--host-resolver-rules=')
        ? argument.replaceAll(/127\.0\.0\.1:\d+/g, `127.0.0.1:${this.ports.edge}`)
        : argument,
    );
  }

  /** The gate before the server, for a world that was started with one. */
  get gate(): Gate {
    if (!this.#gate) throw new Error('this world has no gate');
    return this.#gate;
  }

  /** Returns when the server answers, on what an earlier one left behind. */
  async startServer(which = 0): Promise<void> {
    this.#servers[which] = this.#spawn(which === 0 ? 'server' : `server-${which + 1}`, binaries().server, ['serve'], {
      STOFLOW_LISTEN: `127.0.0.1:${this.https[which]}`,
      STOFLOW_DATA: join(this.folder, 'data'),
      STOFLOW_SITE: binaries().site,
      STOFLOW_ORIGINS: `${this.url},${environment().official_url}`,
      STOFLOW_SMTP: `smtp://127.0.0.1:${this.ports.smtp}`,
      STOFLOW_VINTED_IMAGES: `http://127.0.0.1:${this.ports.pages}`,
      STOFLOW_VINTED_PACE: 'none',
      STOFLOW_SIGN_IN_LIMIT: '1000',
    });
    await this.#answers(which);
  }

  /** Every server does. */
  async serverAnswers(): Promise<void> {
    for (const which of this.https.keys()) await this.#answers(which);
  }

  #answers(which: number): Promise<void> {
    return answers(`http://localhost:${this.https[which]}/health/ready`, this.#servers[which]);
  }

  async killServer(which = 0): Promise<void> {
    await ended(this.#servers[which], 'SIGKILL');
  }

  /** Asks it to end, as an update does. */
  async endServer(which = 0): Promise<void> {
    await ended(this.#servers[which], 'SIGTERM');
  }

  /** Where its PostgreSQL listens, in the form every program understands. */
  get databaseUrl(): string {
    return readFileSync(join(this.folder, 'data/postgres/database.url'), 'utf8').trim();
  }

  /** The server notices and starts it again. */
  killPostgres(): void {
    process.kill(this.#postmaster(), 'SIGKILL');
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await ended(server, 'SIGTERM');
    await ended(this.#simulator, 'SIGTERM');
    this.#gate?.close();
  }

  async #startSimulator(): Promise<void> {
    const { edge, pages, smtp } = this.ports;
    const upstream = `127.0.0.1:${this.#gate?.port ?? this.https[0]}`;
    const ports = { '--vinted-port': edge, '--http-port': pages, '--smtp-port': smtp, '--upstream': upstream };
    this.#simulator = this.#spawn('simulator', binaries().simulator, Object.entries(ports).flat().map(String), {});
    await answers(`http://localhost:${pages}/health`, this.#simulator);
  }

  #spawn(name: string, program: string, parameters: string[], settings: Record<string, string>): ChildProcess {
    const { DATABASE_URL: _, ...inherited } = process.env;
    const log = openSync(join(this.folder, `${name}.log`), 'a');
    const child = spawn(program, parameters, { env: { ...inherited, ...settings }, stdio: ['ignore', log, log] });
    closeSync(log);
    // Whatever ends the tests ends their processes.
    process.once('exit', () => child.kill('SIGKILL'));
    return child;
  }

  /** PostgreSQL writes its process id beside its socket. */
  #postmaster(): number {
    const address = new URL(this.databaseUrl);
    const socket = address.searchParams.get('host') ?? decodeURIComponent(address.hostname);
    const [process] = readFileSync(join(socket, '.s.PGSQL.5432.lock'), 'utf8').split('\n');
    return Number(process);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(
    Array.from({ length: count }, async () => {
      const listener = createServer().listen(0, '127.0.0.1');
      await once(listener, 'listening');
      return listener;
    }),
  );
  const ports = held.map((listener) => (listener.address() as AddressInfo).port);
  await Promise.all(held.map((listener) => once(listener.close(), 'close')));
  return ports;
}

async function answers(url: string, child: ChildProcess | undefined): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    if (child?.exitCode !== null && child?.exitCode !== undefined) throw new Error(`${child.spawnfile} ended by itself`);
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((over) => setTimeout(over, 50));
  }
  throw new Error(`${url} did not answer`);
}

async function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
