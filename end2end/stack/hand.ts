// An extension without a browser: it speaks the executor's side of the protocol and reads a wardrobe and sales that a
// spec made up. For pages whose rows come from vinted.fr, with and without JavaScript; whether the extension itself reads rightly
// is told by the specs with the extension in them.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { expect } from '@playwright/test';
import { environment } from './environment.ts';
import { type Seller, send } from './people.ts';

/** A listing as the site shows it to its owner. */
export interface Worn {
  vinted_id: number;
  title: string;
  price: { minor: number; currency: 'EUR' } | null;
  brand: string;
  size: string;
  condition: string;
  url: string;
  photos: { vinted_id: number; url: string; thumb: string }[];
  state: 'on_sale' | 'draft' | 'reserved' | 'hidden' | 'sold' | 'closed';
  views: number;
  favourites: number;
  listed_at: string | null;
}

let listings = 7_000_000_000;

/** A listing that is on sale, but for what is said otherwise. */
export function worn(about: Partial<Worn> = {}): Worn {
  listings += 1;
  return {
    vinted_id: listings,
    title: 'Jupe plissée',
    price: { minor: 1500, currency: 'EUR' },
    brand: 'Sézane',
    size: '38',
    condition: 'Très bon état',
    url: `https://www.vinted.fr/items/${listings}-annonce`,
    photos: [],
    state: 'on_sale',
    views: 12,
    favourites: 3,
    listed_at: '2026-11-01T10:00:00Z',
    ...about,
  };
}

/** A sale as the site shows it to its seller. */
export interface Sold {
  transaction_id: number;
  title: string;
  buyer: string;
  /** 100 is still to be sent, 200 is on its way, 400 has arrived. */
  parcel: number;
  standing: 'needs_action' | 'waiting' | 'completed' | 'cancelled';
  /** What the wallet was paid for it this month, in cents; nothing where it was not. */
  paid_out?: number;
  /** The listing it was sold from. */
  vinted_id: number;
  paid_at: string;
}

let transactions = 16_000_000_000;

/** A sale that was paid just now and has to be sent, but for what is said otherwise. */
export function sold(about: Partial<Sold> = {}): Sold {
  transactions += 1;
  return {
    transaction_id: transactions,
    title: 'Jupe plissée',
    buyer: 'lucie_chine',
    parcel: 100,
    standing: 'needs_action',
    vinted_id: 0,
    paid_at: `${new Date().toISOString().slice(0, 19)}Z`,
    ...about,
  };
}

const PRICE = { minor: 2450, currency: 'EUR' };

/** What a buyer wrote, as an extension would tell it. */
export interface Talk {
  id: number;
  login: string;
  body: string;
  title?: string;
}

interface Command {
  id: string;
  job: number;
  fence: number;
  order: {
    order: string;
    page?: number;
    per_page?: number;
    vinted_ids?: number[];
    transaction_ids?: number[];
    shipment_id?: number;
    ids?: number[];
    year?: number;
    month?: number;
    vinted_id?: number;
  };
}

export class Hand {
  #rest = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    public wardrobe: Worn[],
    /** The newest first. */
    public sales: Sold[],
    public talks: Talk[] = [],
  ) {
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => socket.destroy());
    this.#say({ type: 'hello', version: '0.0.0', open: [], session: { session: 'signed_in', user_id: 77, login: 'camille' }, paused: false });
  }

  /** Paired with the seller's shop, connected, and signed in on vinted.fr. */
  static async pair(seller: Seller, wardrobe: Worn[], sales: Sold[] = []): Promise<Hand> {
    const { url } = environment();
    const { code } = (await send(seller.api, '/fn/make_pairing_code', {})) as { code: string };
    const paired = await fetch(`${url}/api/executor/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, name: 'Main' }),
    });
    const { token } = (await paired.json()) as { token: string };
    const opening = request(`${url}/ws/executor`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
        'sec-websocket-protocol': `stoflow.executor, ${token}`,
      },
    }).end();
    const [, socket] = (await once(opening, 'upgrade')) as [IncomingMessage, Socket];
    return new Hand(socket, wardrobe, sales);
  }

  /** Fills the seller's wardrobe page and goes away again. */
  static async fill(seller: Seller, wardrobe: Worn[]): Promise<void> {
    const hand = await Hand.pair(seller, wardrobe);
    await hand.sync(seller);
    hand.leave();
  }

  /** Asks for the wardrobe to be read, and waits until it was. */
  async sync(seller: Seller): Promise<void> {
    await send(seller.api, '/fn/sync_wardrobe', {});
    await expect.poll(async () => (await standing(seller)).sync, { timeout: 60_000 }).toMatchObject({ running: null, details: null, completed_at: expect.any(String) });
  }

  /** Asks for the sales to be read, and waits until they were. */
  async readSales(seller: Seller): Promise<void> {
    await send(seller.api, '/fn/read_sales_now', {});
    await expect.poll(async () => (await sales(seller)).reading, { timeout: 30_000 }).toMatchObject({ running: null, completed_at: expect.any(String) });
  }

  /** Asks for the messages to be read, and waits until they were. */
  async read(seller: Seller): Promise<void> {
    await send(seller.api, '/fn/read_messages', {});
    await expect.poll(async () => (await inbox(seller)).reading, { timeout: 30_000 }).toMatchObject({ running: null, completed_at: expect.any(String) });
  }

  leave(): void {
    this.socket.destroy();
  }

  #hear(frame: { type: string; command?: Command }): void {
    if (frame.type !== 'execute_job' || !frame.command) return;
    const { id: command, job, fence, order } = frame.command;
    this.#say({ type: 'ack', command, fence });
    const result = this.#read(order);
    if (result) this.#say({ type: 'job_result', command, job, fence, outcome: { outcome: 'done', ...result } });
  }

  #read(asked: Command['order']): object | undefined {
    return this.#readWardrobe(asked) ?? this.#readSales(asked) ?? this.#readTalks(asked);
  }

  #readSales({ order, page = 1, per_page = 50, transaction_ids = [], shipment_id, month }: Command['order']): object | undefined {
    if (order === 'read_sales') {
      const lines = this.sales.slice((page - 1) * per_page, page * per_page).map((sale) => this.#line(sale));
      return { result: 'sales', page, pages: Math.ceil(this.sales.length / per_page), lines };
    }
    if (order === 'read_transactions') {
      const known = (id: number) => this.sales.find((sale) => sale.transaction_id === id);
      return { result: 'transactions', transactions: transaction_ids.map((transaction_id) => ({ transaction_id, transaction: this.#inFull(known(transaction_id)) })) };
    }
    if (order === 'read_invoices') return { result: 'invoices', page, pages: 1, lines: this.#wallet(month) };
    if (order === 'find_label') return { result: 'label', shipment_id, url: null };
    return undefined;
  }

  /** Everything is paid in the month it is. */
  #wallet(month: number | undefined): object[] {
    if (month !== new Date().getMonth() + 1) return [];
    const paid = this.sales.filter(({ paid_out }) => paid_out !== undefined);
    return paid.map(({ transaction_id, paid_out, paid_at }) => ({ of: { of: 'transaction', id: transaction_id }, amount: { ...PRICE, minor: paid_out }, at: paid_at }));
  }

  #line({ transaction_id, title, standing, paid_at }: Sold): object {
    return { transaction_id, conversation_id: transaction_id + 7, title, price: PRICE, standing, status: 'À déposer au point relais', at: paid_at, thumb: null };
  }

  #inFull(sale?: Sold): object | null {
    if (!sale) return null;
    const { transaction_id, title, buyer, parcel, standing, vinted_id, paid_at } = sale;
    return {
      standing,
      status: 230,
      status_title: '',
      status_at: null,
      conversation_id: transaction_id + 7,
      buyer: { login: buyer, country: 'FR' },
      price: PRICE,
      buyer_protection: { ...PRICE, minor: 193 },
      service_fee: null,
      shipment: { id: transaction_id + 9, status: parcel, status_title: '', carrier: 'Mondial Relay', tracking: '6A1234', price: { ...PRICE, minor: 349 }, shipped_at: null, delivered_at: null },
      paid_at,
      items: [{ vinted_id, title, price: PRICE, thumb: null }],
    };
  }

  #readWardrobe({ order, page = 1, per_page = 96, vinted_ids = [] }: Command['order']): object | undefined {
    if (order === 'read_wardrobe') {
      const items = this.wardrobe.slice((page - 1) * per_page, page * per_page);
      return { result: 'wardrobe', page, pages: Math.ceil(this.wardrobe.length / per_page), entries: this.wardrobe.length, items };
    }
    if (order === 'read_details') return { result: 'details', found: vinted_ids.map((vinted_id) => ({ vinted_id, details: this.#details(vinted_id) })) };
    return undefined;
  }

  #readTalks({ order, page = 1, ids = [] }: Command['order']): object | undefined {
    if (order === 'read_inbox') return { result: 'inbox', page, pages: 1, entries: this.talks.map((talk) => entry(talk)) };
    if (order === 'read_conversations') return { result: 'conversations', found: ids.map((id) => ({ id, conversation: conversation(this.talks.find((talk) => talk.id === id)) })) };
    return undefined;
  }

  #details(vinted_id: number): object | null {
    const known = this.wardrobe.find((one) => one.vinted_id === vinted_id);
    if (!known) return null;
    const unknown = { catalog_id: null, brand_id: null, size_id: null, status_id: null, package_size_id: null };
    const { title, brand, photos } = known;
    return { ...unknown, description: `${title}, comme neuve.`, brand, colour_ids: [], material_ids: [], is_unisex: false, photos };
  }

  /** One masked text frame, as RFC 6455 wants it from clients. */
  #say(frame: object): void {
    const text = Buffer.from(JSON.stringify(frame));
    const long = text.length > 125;
    const head = Buffer.alloc(long ? 10 : 2);
    head[0] = 0x81;
    head[1] = 0x80 | (long ? 127 : text.length);
    if (long) head.writeBigUInt64BE(BigInt(text.length), 2);
    const mask = randomBytes(4);
    this.socket.write(Buffer.concat([head, mask, text.map((byte, at) => byte ^ mask[at % 4]!)]));
  }

  /** The server's frames are neither masked nor in pieces. */
  #take(bytes: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const short = (this.#rest[1] ?? 0) & 0x7f;
      const head = short === 127 ? 10 : short === 126 ? 4 : 2;
      if (this.#rest.length < head) return;
      const length = short === 127 ? Number(this.#rest.readBigUInt64BE(2)) : short === 126 ? this.#rest.readUInt16BE(2) : short;
      if (this.#rest.length < head + length) return;
      const isText = (this.#rest[0]! & 0x0f) === 1;
      const text = this.#rest.subarray(head, head + length).toString();
      this.#rest = this.#rest.subarray(head + length);
      if (isText) this.#hear(JSON.parse(text));
    }
  }
}

const SAID_AT = '2026-11-20T09:30:00Z';

function entry({ id, login, body }: Talk): object {
  return { id, opposite: { id: id + 1, login, photo: null }, preview: body, unread: true, photo: null, updated_at: SAID_AT };
}

function conversation(talk: Talk | undefined): object | null {
  if (!talk) return null;
  const { id, login, body, title = 'Jupe plissée' } = talk;
  const message = { kind: 'message', from: 'them', body, title: '', subtitle: '', price: null, offer: null, photos: [], at: SAID_AT };
  const offer = { ...message, kind: 'offer_request', body: '', price: { minor: 1200, currency: 'EUR' }, offer: 'pending' };
  const item = { vinted_id: id + 2, title, photo: null, price: { minor: 1500, currency: 'EUR' } };
  const messages = [{ ...message, id: id + 3 }, { ...offer, id: id + 4 }, { ...message, kind: 'status', from: 'site', body: '', title: 'Article réservé', id: null }];
  return { opposite: { id: id + 1, login, photo: null }, allow_reply: true, item, messages };
}

/** The inbox in numbers. */
export async function inbox(seller: Seller): Promise<{ all: number; unread: number; reading: { running: number | null; completed_at: string | null } }> {
  const response = await seller.api.post('/fn/read_inbox', { data: { filter: { show: 'all', search: '', after: null } } });
  return (await response.json()).list;
}

/** The wardrobe in numbers. */
export async function standing(seller: Seller): Promise<{
  counts: { to_link: number; suggested: number; making: number; linked: number; gone: number };
  sync: { running: number | null; details: number | null; completed_at: string | null };
}> {
  const response = await seller.api.post('/fn/read_wardrobe_standing', { data: {} });
  return response.json();
}

/** A page of sales, and how fresh they are. */
export async function sales(
  seller: Seller,
  show: 'to_ship' | 'under_way' | 'finished' | 'all' = 'all',
): Promise<{ rows: { id: number; title: string; state: string; label: string; matched: number }[]; reading: { running: number | null; completed_at: string | null } }> {
  const response = await seller.api.post('/fn/list_sales', { data: { filter: { show, search: '', after: null } } });
  const { list } = (await response.json()) as { list: Awaited<ReturnType<typeof sales>> };
  return list;
}
