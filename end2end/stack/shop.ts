// `test` for what can happen to an item on its way to vinted.fr: a shop that is joined to its browser, with the page of
// its jobs open.
import { type Locator, type Page, expect } from '@playwright/test';
import { signInToVinted, test as base } from './browser.ts';
import { pair } from './pairing.ts';
import type { Seller } from './people.ts';
import type { Photo } from './photos.ts';
import { JUMPER, addProduct, listing, publish } from './products.ts';
import { type Listing, type Member, Vinted } from './vinted.ts';
import { fr, like } from './words.ts';

export class Shop {
  #items = 0;

  constructor(
    /** Shows the jobs. */
    readonly page: Page,
    readonly seller: Seller,
    readonly member: Member,
    readonly vinted: Vinted,
    private readonly photos: Photo[],
  ) {}

  /** Asks for a new item to be published, and gives its title. */
  async publish(): Promise<Published> {
    this.#items += 1;
    const title = `Pull marin ${this.#items}`;
    const product = await addProduct(this.seller, { ...JUMPER, title, sku: `PULL-${this.#items}` }, this.photos);
    await publish(this.seller, product);
    return new Published(this, product, title);
  }

  /** A tab of vinted.fr. */
  async vintedTab(path = '/'): Promise<Page> {
    const tab = await this.page.context().newPage();
    await tab.goto(Vinted.SITE + path);
    return tab;
  }

  async signInToVinted(member = this.member): Promise<void> {
    await signInToVinted(this.page.context(), member);
  }

  /** The seller says on the channel's page that it is dealt with, and comes back to the jobs. */
  async resume(): Promise<void> {
    await this.page.goto('/channels/vinted');
    await this.page.getByRole('button', { name: fr.channels.resume }).click();
    await expect(this.page.getByRole('button', { name: fr.channels.resume })).toHaveCount(0);
    await this.page.goto('/jobs');
  }
}

/** An item on its way. */
export class Published {
  constructor(
    private readonly shop: Shop,
    readonly product: number,
    readonly title: string,
  ) {}

  /** Its newest row among the jobs. */
  get job(): Locator {
    return this.shop.page.getByRole('main').getByRole('listitem').filter({ hasText: this.title }).first();
  }

  /** The row says a sentence, with anything in its blanks. */
  async says(sentence: string): Promise<void> {
    await expect(this.job).toContainText(like(sentence), { timeout: 30_000 });
  }

  /** Every listing that was ever made of it on vinted.fr. */
  async listings(): Promise<Listing[]> {
    const all = await this.shop.vinted.listings(this.shop.member);
    return all.filter(({ title }) => title === this.title);
  }

  /** It is on sale exactly once, and the dashboard knows. */
  async isLive(): Promise<Listing> {
    await expect.poll(async () => (await listing(this.shop.seller, this.product))?.state, { timeout: 60_000 }).toBe('live');
    const made = await this.listings();
    expect(made.filter(({ live }) => live)).toHaveLength(1);
    expect(made).toHaveLength(1);
    expect((await listing(this.shop.seller, this.product))?.url).toBe(Vinted.page(made[0]!));
    await expect(this.job).toContainText(fr.jobs.state_completed);
    return made[0]!;
  }
}

export const test = base.extend<{ shop: Shop }>({
  shop: async ({ page, seller, member, vinted, photos }, use) => {
    await pair(page);
    await page.goto('/jobs');
    await use(new Shop(page, seller, member, vinted, photos));
  },
});

export { expect } from '@playwright/test';
