// The editor's page as a person uses it, with scripts or without.
import { type Locator, type Page, expect } from '@playwright/test';
import { ready } from './pages.ts';
import type { Photo } from './photos.ts';
import { fr, like, say } from './words.ts';

/** Everything that can be filled in, in the words and marks of the French form. */
export interface Typed {
  title: string;
  description?: string;
  price?: string;
  cost?: string;
  minimum?: string;
  quantity?: string;
  category?: string;
  gender?: string;
  brand?: string;
  size?: string;
  condition?: string;
  /** The main colour first. */
  colours?: string[];
  materials?: string[];
  location?: string;
  sku?: string;
}

/** A woman's jumper that is complete for Vinted but for its photos. */
export const WOOLLEN: Typed = {
  title: 'Pull en laine à torsades',
  description: 'Tricoté main, porté un hiver.\nUn fil tiré à la manche gauche.',
  price: '32,50',
  quantity: '1',
  category: 'Pull',
  gender: 'Femme',
  brand: 'Sézane',
  size: 'M',
  condition: 'Très bon état',
  colours: ['Bleu marine', 'Crème'],
  materials: ['Laine'],
  location: 'Carton 12',
  sku: 'LAINE-12',
};

export class Editor {
  readonly title: Locator;
  readonly description: Locator;
  readonly price: Locator;
  readonly cost: Locator;
  readonly minimum: Locator;
  readonly quantity: Locator;
  readonly category: Locator;
  readonly gender: Locator;
  readonly brand: Locator;
  readonly size: Locator;
  readonly condition: Locator;
  readonly colours: Locator;
  readonly materials: Locator;
  readonly weight: Locator;
  readonly parcel: Locator;
  readonly location: Locator;
  readonly sku: Locator;
  /** The photos that are there, in order. */
  readonly photos: Locator;
  readonly channel: Locator;
  /** What it may be worth, and what is left of a sale. */
  readonly worth: Locator;

  constructor(readonly page: Page) {
    const control = (name: string) => page.getByLabel(name, { exact: true });
    const words = fr.editor;
    this.title = control(words.title);
    this.description = control(words.description);
    this.price = control(words.price);
    this.cost = control(fr.price.cost);
    this.minimum = control(fr.price.minimum);
    this.quantity = control(words.quantity);
    this.category = control(words.category);
    this.gender = control(words.gender);
    this.brand = control(words.brand);
    this.size = control(words.size);
    this.condition = control(words.condition);
    this.colours = page.getByRole('group', { name: words.colours });
    this.materials = page.getByRole('group', { name: words.materials });
    this.weight = control(words.weight);
    this.parcel = control(words.parcel);
    this.location = control(words.location);
    this.sku = control(words.sku);
    this.photos = page.getByRole('img', { name: like(words.photo_name) });
    this.channel = page.getByRole('complementary', { name: words.channels });
    this.worth = page.getByRole('group', { name: fr.price.estimate, exact: true });
  }

  static async open(page: Page, product: number): Promise<Editor> {
    await page.goto(`/products/${product}`);
    await ready(page);
    return new Editor(page);
  }

  /** By the button beside every page. */
  static async create(page: Page): Promise<Editor> {
    await page.goto('/products');
    await page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('button', { name: fr.frame.new_product }).click();
    await expect(page).toHaveURL(/\/products\/\d+$/);
    await ready(page);
    return new Editor(page);
  }

  get product(): number {
    return Number(new URL(this.page.url()).pathname.split('/').pop());
  }

  /** One of the lengths, by its word. */
  length(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** The list of one of the attributes, by its word. */
  said(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }

  /** One of the three estimates. */
  offer(name: string): Locator {
    return this.worth.getByRole('button', { name });
  }

  /** What is left of a sale on this channel. */
  left(channel: string): Locator {
    return this.worth.getByRole('row').filter({ hasText: channel });
  }

  /** Why the estimates are what they are: the line of this name. */
  reason(name: string): Locator {
    return this.worth.getByRole('term').filter({ hasText: name }).locator('xpath=following-sibling::dd[1]');
  }

  /** Shows the words of an attribute of which several may be said. */
  async unfold(name: string): Promise<void> {
    await this.page.locator('summary').filter({ hasText: name }).click();
  }

  /** Asks for the live listing to get what changed. */
  async update(): Promise<void> {
    await this.channel.getByRole('button', { name: fr.editor.update_vinted }).click();
  }

  async fill(typed: Typed): Promise<void> {
    for (const name of ['title', 'description', 'price', 'cost', 'minimum', 'quantity', 'brand', 'size', 'location', 'sku'] as const) {
      const text = typed[name];
      if (text !== undefined) await this[name].fill(text);
    }
    for (const name of ['category', 'gender', 'condition'] as const) {
      const label = typed[name];
      if (label !== undefined) await this[name].selectOption({ label });
    }
    for (const name of ['colours', 'materials'] as const) {
      for (const label of typed[name] ?? []) await this[name].getByLabel(label, { exact: true }).check();
    }
  }

  /** Asserts that the form holds all of it. */
  async holds(typed: Typed): Promise<void> {
    for (const name of ['title', 'description', 'price', 'cost', 'minimum', 'quantity', 'brand', 'size', 'location', 'sku'] as const) {
      const text = typed[name];
      if (text !== undefined) await expect(this[name], name).toHaveValue(text);
    }
    for (const name of ['category', 'gender', 'condition'] as const) {
      const label = typed[name];
      if (label !== undefined) await expect(this[name].locator('option:checked'), name).toHaveText(label);
    }
    for (const name of ['colours', 'materials'] as const) {
      const ticked = this[name].getByRole('checkbox', { checked: true });
      for (const label of typed[name] ?? []) await expect(this[name].getByLabel(label, { exact: true })).toBeChecked();
      await expect(ticked).toHaveCount(typed[name]?.length ?? 0);
    }
  }

  /** Adds files as a person does who picks them in a dialog. */
  async addPhotos(files: Photo[]): Promise<void> {
    await this.page.getByLabel(fr.editor.photos_add).setInputFiles(files);
    const send = this.page.getByRole('button', { name: fr.editor.photos_send });
    if (await send.isVisible()) await send.click();
  }

  /** Opens the menu of the photo at this place, counted from 1, and answers with its tile. */
  async menuOf(place: number): Promise<Locator> {
    await this.page.getByLabel(`${say(fr.editor.photo_name, { place })} : ${fr.photos.more}`, { exact: true }).click();
    return this.photos.nth(place - 1).locator('xpath=ancestor::li');
  }

  /** Chooses an act from the menu of the photo at this place. */
  async choose(place: number, act: string): Promise<void> {
    await (await this.menuOf(place)).getByRole('button', { name: act, exact: true }).click();
  }

  async pressSave(): Promise<void> {
    await this.page.getByRole('button', { name: fr.editor.save, exact: true }).click();
  }

  /** Presses save after a save that was refused: without scripts its sentences stand there until the new answer has come. */
  async trySave(javaScriptEnabled: boolean): Promise<void> {
    const answer = javaScriptEnabled ? undefined : this.page.waitForEvent('load');
    await this.pressSave();
    await answer;
  }

  /** Saves, and sees that it is. */
  async save(): Promise<void> {
    await this.pressSave();
    const told = this.page.getByText(fr.frame.saved, { exact: true });
    await expect(told.or(this.page.getByText(like(fr.editor.safe_saved_at)))).toBeVisible();
    await ready(this.page);
  }

  async publish(): Promise<void> {
    await this.channel.getByRole('button', { name: fr.editor.publish_vinted }).click();
  }

  /** Asserts what the channel's card says. */
  async stands(state: string, timeout = 30_000): Promise<void> {
    await expect(this.channel.getByText(state, { exact: true })).toBeVisible({ timeout });
  }
}
