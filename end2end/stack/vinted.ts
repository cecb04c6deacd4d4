// The hand behind the simulated vinted.fr: who is a member, what is listed, what goes wrong next, what was asked.
// The words are those of `end2end/sim/README.md`.
import { expect } from '@playwright/test';

export interface Member {
  id: number;
  login: string;
}

export type Standing = 'draft' | 'on_sale' | 'reserved' | 'sold' | 'deleted';
export type Visibility = 'shown' | 'hidden';

/** A listing to put into a wardrobe; what is not said is drawn. */
export interface Wanted {
  title?: string;
  description?: string;
  price?: string;
  catalog_id?: number;
  brand?: string;
  /** As the category names it, or one of its parts: `M` for `M / 38 / 10`. */
  size?: string;
  status_id?: number;
  color_ids?: number[];
  material_ids?: number[];
  /** How many. */
  photos?: number;
  standing?: Standing;
  visibility?: Visibility;
  views?: number;
  favourites?: number;
  days_ago?: number;
}

interface Titled {
  id: number | null;
  title: string;
}

export interface Listing {
  id: number;
  member: number;
  standing: Standing;
  visibility: Visibility;
  live: boolean;
  views: number;
  favourites: number;
  title: string;
  description: string;
  price: { amount: string; currency_code: string };
  catalog: { id: number; path: string };
  brand: Titled;
  size: Titled | null;
  condition: Titled;
  colors: Titled[];
  materials: Titled[];
  /** In the seller's order, the cover first. */
  photos: ListedPhoto[];
  /** The body of the last create or update, as it came. */
  request: { item: Record<string, unknown> };
  created_at: string;
  /** When it was sold or deleted. */
  gone_at: string | null;
}

export interface ListedPhoto {
  width: number;
  height: number;
  content_type: string;
  bytes: number;
  sha256: string;
  path: string;
}

/** What somebody bought. */
export interface Bought {
  id: number;
  seller: number;
  buyer: string;
  items: number[];
  stage: 'paid' | 'shipped' | 'delivered' | 'completed' | 'canceled';
  shipment: number;
  tracking: string;
}

export interface Asked {
  number: number;
  method: string;
  path: string;
  member: number | null;
  fault: string | null;
  /** Null while it runs, and for good when its connection was cut. */
  status: number | null;
}

/** A conversation with what stands in it, as the simulator tells. */
export interface Conversation {
  id: number;
  seller: number;
  buyer: number;
  entries: { id: number; by: number | null; kind: string; body?: string }[];
}

/** The bot wall's three forms. */
export const WALLS = ['json', 'html', 'ok_html'] as const;
export type Wall = (typeof WALLS)[number];

export type Fault =
  | { fault: 'unauthorized' | 'access_denied' | 'cut_before' | 'cut_after' | 'wrong_json' | 'gateway_timeout' }
  | { fault: `datadome_${Wall}` }
  | { fault: 'rate_limited'; retry_after?: number }
  | { fault: 'server_error'; status?: number }
  | { fault: 'validation'; fields: { field: string; value: string }[]; status?: 400 | 422; code?: 99 | 100 }
  | { fault: 'slow' | 'slow_answer'; ms: number };

/** Calls of the site, as faults name them. */
export const CALLS = {
  identify: { method: 'GET', path_prefix: '/api/v2/users/current' },
  photo: { method: 'POST', path_prefix: '/api/v2/photos' },
  create: { method: 'POST', path_prefix: '/api/v2/item_upload/items' },
  update: { method: 'PUT', path_prefix: '/api/v2/item_upload/items' },
  delete: { method: 'POST', path_prefix: '/api/v2/items/' },
  readBack: { method: 'GET', path_prefix: '/api/v2/item_upload/items' },
  wardrobe: { method: 'GET', path_prefix: '/api/v2/wardrobe' },
  details: { method: 'GET', path_prefix: '/api/v2/item_upload/items' },
  sales: { method: 'GET', path_prefix: '/api/v2/my_orders' },
  inbox: { method: 'GET', path_prefix: '/api/v2/inbox' },
  reply: { method: 'POST', path_prefix: '/api/v2/conversations/' },
  /** The largest rendition, as the server fetches it. */
  picture: { method: 'GET', path_prefix: '/t/original/' },
  any: { path_prefix: '/api/' },
} as const;
export type Call = keyof typeof CALLS;

export class Vinted {
  /** The site as a browser of the stack reaches it. */
  static readonly SITE = 'https://www.vinted.fr';

  readonly #control: string;

  /** `pages` is the simulator's plain HTTP address. */
  constructor(readonly pages: string) {
    this.#control = `${pages}/control`;
  }

  async addMember(login: string): Promise<Member> {
    const { member } = await this.#say<{ member: Member }>('POST', '/members', { login });
    return member;
  }

  /** Ends every session of the member. */
  async signOut(member: Member): Promise<void> {
    await this.#say('POST', `/members/${member.id}/sign-out`);
  }

  /** A page that makes the browser the member's. */
  static signInPage(member: Member): string {
    return `${Vinted.SITE}/control/sign-in?member=${encodeURIComponent(member.login)}&next=/`;
  }

  /** Where a listing stands; the site takes the address without the title, too. */
  static page(listing: Listing): string {
    return `${Vinted.SITE}/items/${listing.id}`;
  }

  /** Every listing the member ever had, the newest first. */
  listings(member: Member): Promise<Listing[]> {
    return this.#say('GET', `/items?member=${member.id}`);
  }

  async live(member: Member): Promise<Listing[]> {
    return (await this.listings(member)).filter((listing) => listing.live);
  }

  /** Fills the member's wardrobe: so many listings, all different, or these, the oldest first. Gives them in that order. */
  stock(member: Member, wanted: { count: number; photos?: number } | Wanted[]): Promise<Listing[]> {
    return this.#say('POST', `/members/${member.id}/items`, wanted);
  }

  /** What becomes of a listing on the site itself: it is sold there, hidden, worded anew by its owner, looked at. */
  async change(
    listing: Pick<Listing, 'id'>,
    to: { standing?: Standing; visibility?: Visibility; title?: string; views?: number; favourites?: number },
  ): Promise<void> {
    await this.#say('PATCH', `/items/${listing.id}`, to);
  }

  /** How the site takes the removal of what is sold or reserved, from now on. */
  async onSoldRemoval(how: 'taken' | 'no_content' | 'not_found' | 'refused'): Promise<void> {
    await this.#say('PUT', '/sold-removal', how);
  }

  /** How far a sale is from now on. */
  async move(sale: Pick<Bought, 'id'>, stage: 'paid' | 'shipped' | 'delivered' | 'completed' | 'canceled'): Promise<void> {
    await this.#say('PATCH', `/sales/${sale.id}`, { stage });
  }

  /** Somebody buys these listings, in one parcel. */
  buy(listings: Pick<Listing, 'id'>[], buyer: string): Promise<Bought> {
    return this.#say('POST', '/sales', { items: listings.map(({ id }) => id), buyer });
  }

  /** Everything that was ever bought of anybody, the newest first. */
  sales(): Promise<Bought[]> {
    return this.#say('GET', '/sales');
  }

  /** A buyer writes to the member, about a listing. A new name is a new buyer. */
  ask(member: Member, buyer: string, body: string, item?: Pick<Listing, 'id'>): Promise<number> {
    return this.#say('POST', '/conversations', { member: member.id, buyer, body, item: item?.id ?? null });
  }

  /** The site, or somebody, says something more in a conversation. */
  async say(conversation: number, entry: { kind: string; by?: number; cents?: number; title?: string; subtitle?: string; body?: string }): Promise<void> {
    await this.#say('POST', `/conversations/${conversation}/entries`, entry);
  }

  async conversation(id: number): Promise<Conversation> {
    const all = await this.#say<Conversation[]>('GET', '/conversations');
    const found = all.find((conversation) => conversation.id === id);
    if (!found) throw new Error(`there is no conversation ${id}`);
    return found;
  }

  /** What the member said in a conversation. */
  async saidBy(member: Member, conversation: number): Promise<string[]> {
    const { entries } = await this.conversation(conversation);
    return entries.filter(({ by }) => by === member.id).map(({ body }) => body ?? '');
  }

  /** The member takes it down on the site itself. */
  async remove(listing: Listing): Promise<void> {
    await this.change(listing, { standing: 'deleted' });
  }

  /** Waits until exactly one listing of the member is live, and gives it. */
  async theOnlyLive(member: Member): Promise<Listing> {
    await expect.poll(async () => (await this.live(member)).length, { message: 'live listings', timeout: 30_000 }).toBe(1);
    const [listing] = await this.live(member);
    if (!listing) throw new Error('the listing went away again');
    return listing;
  }

  /** Calls of the API, oldest first. */
  async asked(call: Call): Promise<Asked[]> {
    const all = await this.#say<Asked[]>('GET', '/requests');
    const { path_prefix, method } = { method: undefined, ...CALLS[call] };
    return all.filter((asked) => asked.path.startsWith(path_prefix) && (!method || asked.method === method));
  }

  async forgetAsked(): Promise<void> {
    await this.#say('DELETE', '/requests');
  }

  /** Strikes the next `times` calls, after letting `after` of them pass. */
  async strike(call: Call, fault: Fault, { after = 0, times = 1 } = {}): Promise<void> {
    await this.#say('POST', '/faults', { match: CALLS[call], after, times, ...fault });
  }

  /** Lets the member's access tokens run out; a refresh still works. */
  async expire(member: Member): Promise<void> {
    await this.#say('POST', `/members/${member.id}/expire`);
  }

  /** Every listing of every member there ever was. */
  everything(): Promise<Listing[]> {
    return this.#say('GET', '/items');
  }

  /** Where the site wants condition and size. */
  async place(placement: 'either' | 'attributes'): Promise<void> {
    await this.#say('PUT', '/placement', placement);
  }

  async raiseWall(form: Wall): Promise<void> {
    await this.#say('POST', '/challenge', { form });
  }

  /** What is in the way of everybody is taken away; members and listings stay. */
  async clear(): Promise<void> {
    await this.#say('DELETE', '/faults');
    await this.#say('DELETE', '/challenge');
    await this.place('either');
    await this.forgetAsked();
  }

  async #say<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.#control + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the simulator refused ${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as Answer;
  }
}
