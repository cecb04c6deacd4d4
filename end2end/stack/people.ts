// Sellers: how a newcomer becomes one, with every click or, where a spec is about something else, in three requests.
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, type Page, expect, request } from '@playwright/test';
import { environment } from './environment.ts';
import { Mailbox } from './mailbox.ts';
import { type Town, home } from './town.ts';
import { fr } from './words.ts';

export interface Person {
  shop: string;
  email: string;
  password: string;
}

/** Somebody with an account whose address is confirmed. */
export interface Seller extends Person {
  /** Speaks to the server as this person. */
  api: APIRequestContext;
}

/** Nobody the server knows yet. */
export function newcomer(): Person {
  const mark = randomUUID().slice(0, 8);
  return { shop: `Friperie ${mark}`, email: `camille.${mark}@exemple.fr`, password: 'Trois pulls & 1 robe' };
}

/** Fills in and sends the form, up to the page that waits for the mail. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel(fr.session.shop).fill(person.shop);
  await page.getByLabel(fr.session.email).fill(person.email);
  await page.getByLabel(fr.session.password).fill(person.password);
  await page.getByRole('button', { name: fr.session.sign_up }).click();
  await expect(page.getByRole('heading', { name: fr.session.check_mail })).toBeVisible();
}

/** Opens the link of the mail in this browser, up to the product list. */
export async function confirm(page: Page, person: Person): Promise<void> {
  const link = await new Mailbox(environment().mailbox_url).link(person.email, '/confirm');
  const { pathname, search } = new URL(link);
  await page.goto(pathname + search);
  await page.getByRole('button', { name: fr.session.confirm }).click();
  await expect(page).toHaveURL(/\/products$/);
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel(fr.session.email).fill(person.email);
  await page.getByLabel(fr.session.password).fill(person.password);
  await page.getByRole('button', { name: fr.session.sign_in }).click();
  await expect(page).toHaveURL(/\/products$/);
}

/** A new seller, without a page. */
export async function settle(town: Town = home(), language = 'fr'): Promise<Seller> {
  const seller = await enrol(town, language);
  const link = await new Mailbox(town.mailbox_url).link(seller.email, '/confirm');
  await send(seller.api, '/fn/confirm_address', { token: new URL(link).searchParams.get('token') ?? '' });
  return seller;
}

/** Somebody who signed up and in, and has not opened their mail yet. */
export async function enrol(town: Town = home(), language = 'fr'): Promise<Seller> {
  const { shop, email, password } = newcomer();
  const api = await request.newContext({
    baseURL: town.url,
    extraHTTPHeaders: { origin: town.url, accept: 'application/json', 'accept-language': language },
  });
  await send(api, '/fn/sign_up', { shop, email, password });
  await send(api, '/fn/sign_in', { email, password });
  return { shop, email, password, api };
}

/** Makes a browser the seller's, under `origin`. Cookies of this kind belong to a host, whatever the scheme. */
export async function bringIn(context: BrowserContext, seller: Seller, origin: string): Promise<void> {
  const { cookies } = await seller.api.storageState();
  const url = origin.replace('http:', 'https:');
  await context.addCookies(cookies.map(({ name, value, httpOnly, sameSite }) => ({ name, value, httpOnly, sameSite, secure: true, url })));
}

/** Makes a browser nobody's again, as if its cookies had been thrown away. */
export async function becomeStranger(page: Page): Promise<void> {
  // An open page would go on talking as who it was.
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** Sends a form as a script of the dashboard would. */
export async function send(api: APIRequestContext, path: string, form: Record<string, string>): Promise<unknown> {
  const response = await api.post(path, { form });
  const text = await response.text();
  if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}
