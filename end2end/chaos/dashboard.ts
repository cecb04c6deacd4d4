// A dashboard as the server sees it: one signed-in person's requests, which may be refused, or lost on their way.
import { type APIRequestContext, type APIResponse, request } from '@playwright/test';
import type { Seller } from '../stack/people.ts';
import type { World } from '../stack/world.ts';
import type { Ack } from './ledger.ts';

export interface Answer<Body = unknown> {
  ack: Ack;
  /** Of an accepted ask. */
  body?: Body;
  /** Why it was refused or is lost. */
  why: string;
}

const PATIENCE_MS = 20_000;

export class Dashboard {
  private constructor(
    private readonly seller: Seller,
    private readonly api: APIRequestContext,
  ) {}

  /** Signed in by itself, and behind the world's gate as every browser is. */
  static async open(world: World, seller: Seller): Promise<Dashboard> {
    const api = await request.newContext({
      baseURL: `http://localhost:${world.gate.port}`,
      // A connection for each request, so that a cut is exactly one cut.
      extraHTTPHeaders: { origin: world.url, accept: 'application/json', connection: 'close' },
      timeout: PATIENCE_MS,
    });
    const dashboard = new Dashboard(seller, api);
    await dashboard.#signIn();
    return dashboard;
  }

  /** Sends a form. */
  ask<Body>(path: string, form: Record<string, string>): Promise<Answer<Body>> {
    return this.#heard<Body>(() => this.api.post(path, { form }));
  }

  /** Asks for what a page shows. */
  read<Body>(path: string, data: object = {}): Promise<Answer<Body>> {
    return this.#heard<Body>(() => this.api.post(path, { data }));
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.#heard<Body>(() => this.api.get(path));
  }

  sendFiles<Body>(path: string, multipart: FormData): Promise<Answer<Body>> {
    return this.#heard<Body>(() => this.api.post(path, { multipart }));
  }

  /** Cookies of a session of this person, for a browser. */
  async cookies() {
    return (await this.api.storageState()).cookies;
  }

  async close(): Promise<void> {
    await this.api.dispose();
  }

  async #signIn(): Promise<void> {
    const { email, password } = this.seller;
    await this.api.post('/fn/sign_in', { form: { email, password } });
  }

  async #heard<Body>(send: () => Promise<APIResponse>): Promise<Answer<Body>> {
    try {
      const response = await send();
      const text = await response.text();
      if (response.ok()) return { ack: 'accepted', why: '', body: text ? (JSON.parse(text) as Body) : undefined };
      const why = `${response.status()} ${codeIn(text)}`;
      if (response.status() === 401) await this.#signIn();
      // Behind a 5xx it may have happened or not.
      return { ack: response.status() >= 500 ? 'lost' : 'refused', why };
    } catch (error) {
      return { ack: 'lost', why: String(error).split('\n')[0] ?? '' };
    }
  }
}

function codeIn(text: string): string {
  return /"code":"(\w+)"/.exec(text)?.[1] ?? '';
}
