// The simulated eBay: sellers with accounts of their own, consents that end, faults; and a seller of ours who consents
// without a browser.
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { environment } from './environment.ts';
import type { Seller } from './people.ts';

/** A call as eBay's log tells it. */
export interface Call {
  method: string;
  host: string;
  path: string;
  seller: string | null;
  language: string | null;
  body: { grant_type?: string } | null;
  fault: string | null;
  status: number | null;
}

async function order(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${environment().sims.ebay}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the simulated eBay answered ${response.status} to ${method} ${path}: ${text}`);
  return text ? JSON.parse(text) : undefined;
}

/** Opens an account at eBay whose name begins with `name`. Other tests have others. */
export async function newSeller(name = 'zoe'): Promise<string> {
  const username = `${name}_${randomUUID().slice(0, 8)}`;
  await order('POST', '/sellers', { username });
  return username;
}

const at = (username: string): string => `/sellers/${encodeURIComponent(username)}`;

export const change = (username: string, change: object) => order('PATCH', at(username), change);
export const makePolicies = (username: string, marketplace: string) => order('POST', `${at(username)}/policies`, { marketplace });
export const endConsents = (username: string, end: 'expired' | 'withdrawn') => order('POST', `${at(username)}/consents`, { end });
export const orderFault = (fault: object) => order('POST', '/faults', fault);

/** What eBay was asked about this account. */
export async function calls(username: string): Promise<Call[]> {
  const all = (await order('GET', '/requests')) as Call[];
  return all.filter((call) => call.seller === username);
}

/** The seller consents as `username`, without a page. Answers where eBay led them back to. */
export async function consent(seller: Seller, username: string): Promise<string> {
  const begun = await seller.api.get('/channels/ebay/connect', { maxRedirects: 0 });
  expect(begun.status()).toBe(303);
  const asked = new URL(begun.headers().location ?? '');
  const form = new URLSearchParams({
    seller: username,
    said: 'yes',
    state: asked.searchParams.get('state') ?? '',
    scope: asked.searchParams.get('scope') ?? '',
  });
  const answered = await fetch(new URL('answer', asked), { method: 'POST', body: form, redirect: 'manual' });
  expect(answered.status).toBe(303);
  return answered.headers.get('location') ?? '';
}

/** As [`consent`], and back to us with it. */
export async function connect(seller: Seller, username: string): Promise<void> {
  const back = await consent(seller, username);
  const taken = await seller.api.get(back, { maxRedirects: 0 });
  expect(taken.headers().location).toBe('/channels/ebay?returned=connected');
}
