// Connecting an account at eBay: there and back, what is still missing, what goes wrong on the way, and leaving.
import type { Page } from '@playwright/test';
import * as ebay from '../stack/ebay.ts';
import { environment } from '../stack/environment.ts';
import { settle } from '../stack/people.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { fr, say } from '../stack/words.ts';

const words = fr.ebay;

/** From the channel's page to eBay's consent. */
async function leave(page: Page): Promise<void> {
  await page.goto('/channels/ebay');
  await ready(page);
  await page.getByRole('main').getByRole('link', { name: words.connect }).click();
  await expect(page.getByRole('heading', { name: 'Autoriser une application' })).toBeVisible();
}

async function comeBack(page: Page, username: string): Promise<void> {
  await page.getByLabel('Compte eBay').selectOption(username);
  await page.getByRole('button', { name: 'Accepter' }).click();
  await expect(page).toHaveURL(`${environment().url}/channels/ebay?returned=connected`);
  await ready(page);
}

const line = (page: Page, title: string) => page.locator('.checklist > li').filter({ hasText: title });
const press = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).click();

test('an account is connected, made ready and left again', async ({ page, seller: _ }) => {
  const username = await ebay.newSeller();
  await leave(page);
  await comeBack(page, username);
  await expect(page.getByText(words.came_connected)).toBeVisible();
  await expect(page.locator('.facts').getByText(username)).toBeVisible();
  await expect(page.getByText(words.short_unready, { exact: true }).first()).toBeVisible();
  await expect(line(page, words.registered)).toContainText('100');

  await expect(line(page, words.program)).toContainText(words.missing);
  await press(page, words.program_ask);
  await expect(page.getByText(words.told_opted_in)).toBeVisible();
  await expect(line(page, words.program)).toContainText(words.program_done);
  const french = line(page, say(words.terms_on, { site: 'ebay.fr' }));
  await expect(french).toContainText(say(words.terms_missing, { kinds: `${words.payment}, ${words.shipping}, ${words.returns}` }));

  await ebay.makePolicies(username, 'EBAY_FR');
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(words.told_checked)).toBeVisible();
  await expect(french).toContainText(words.terms_done);

  const place = page.locator('#ebay-location');
  await ready(page);
  await place.getByLabel(words.location_name).fill('Chez Zoé');
  await place.getByLabel(words.location_postcode).fill('75011');
  await place.getByLabel(words.location_city).fill('Paris');
  await press(page, words.location_add);
  await expect(page.getByText(words.told_location)).toBeVisible();
  await expect(line(page, words.location)).toContainText('Chez Zoé · 75011 Paris, FR');
  await expect(page.getByText(words.ready)).toBeVisible();
  const asked = await ebay.calls(username);
  expect(asked.filter((call) => call.path.startsWith('/sell/inventory')).every((call) => call.language === 'fr-FR')).toBe(true);

  await ready(page);
  await page.getByText(words.disconnect, { exact: true }).click();
  await expect(page.getByText(words.disconnect_question)).toBeVisible();
  await press(page, words.disconnect_sure);
  await expect(page.getByText(words.told_disconnected)).toBeVisible();
  await expect(page.getByRole('link', { name: words.connect })).toBeVisible();
  expect((await ebay.calls(username)).at(-1)).toMatchObject({ path: '/identity/v1/oauth2/revoke', status: 200 });
});

test('whoever says no at eBay is told that nothing changed', async ({ page, seller: _ }) => {
  await leave(page);
  await page.getByRole('button', { name: 'Refuser' }).click();
  await expect(page.getByText(words.came_declined)).toBeVisible();
  await expect(page.getByRole('link', { name: words.connect })).toBeVisible();
});

test('an answer that was not asked for is not taken', async ({ page, seller: _ }) => {
  for (const forged of ['state=nobodys&code=v%5E1.1', 'code=v%5E1.1', 'error=server_error', '']) {
    await page.goto(`/channels/ebay/callback?${forged}`);
    await expect(page).toHaveURL(/\/channels\/ebay\?returned=forged$/);
    await expect(page.getByText(words.came_forged)).toBeVisible();
  }
});

test('an answer is good once, and for who asked', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  const other = await settle();
  const stolen = await ebay.consent(other, username);
  await page.goto(stolen);
  await expect(page.getByText(words.came_foreign)).toBeVisible();

  const own = await ebay.consent(seller, username);
  await page.goto(own);
  await expect(page.getByText(words.came_connected)).toBeVisible();
  await page.goto(own);
  await expect(page.getByText(words.came_replayed)).toBeVisible();
  await expect(page.locator('.facts').getByText(username)).toBeVisible();
  await other.api.dispose();
});

test('a consent that was withdrawn at eBay is an alarm, and a new one ends it', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  await ebay.connect(seller, username);
  await ebay.endConsents(username, 'expired');
  await page.goto('/channels/ebay');
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(words.told_checked)).toBeVisible();
  const renewals = (await ebay.calls(username)).filter((call) => call.body?.grant_type === 'refresh_token');
  expect(renewals).toHaveLength(1);

  await ebay.endConsents(username, 'withdrawn');
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(words.stopped_revoked).first()).toBeVisible();
  await expect(page.locator('.checklist')).toHaveCount(0);
  await page.goto('/products');
  await expect(page.locator('.rail').getByText(words.short_stopped)).toHaveCount(1);

  await page.goto('/channels/ebay');
  await ready(page);
  await page.getByRole('link', { name: words.reconnect, exact: true }).click();
  await comeBack(page, username);
  await expect(page.getByText(words.came_connected)).toBeVisible();
  await expect(page.getByText(words.stopped_revoked)).toHaveCount(0);
});

test('what cannot be taken is told at its field, in eBay’s own words where they are eBay’s', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  await ebay.connect(seller, username);
  await page.goto('/channels/ebay');
  await ready(page);
  const place = page.locator('#ebay-location');
  await place.getByLabel(words.location_name).fill('Atelier');
  await press(page, words.location_add);
  await expect(place.getByText(fr.errors.field_missing)).toHaveCount(2);
  await expect(place.getByLabel(words.location_name)).toHaveValue('Atelier');

  await ready(page);
  await place.getByLabel(words.location_postcode).fill('00000');
  await place.getByLabel(words.location_city).fill('Nulle-Part');
  await press(page, words.location_add);
  const said = say(fr.errors.marketplace_refused, { said: 'Le code postal n\'est pas valide pour ce pays.' });
  await expect(place.getByRole('alert')).toHaveText(said);
  await expect(place.getByLabel(words.location_name)).toHaveValue('Atelier');
  await expect(place.getByLabel(words.location_city)).toHaveValue('Nulle-Part');
});

test('a place that eBay cannot take now is still in the form, and is made once however often it is sent', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  await ebay.connect(seller, username);
  const path = '/sell/inventory/v1/location';
  const creation = { seller: username, method: 'POST', path_prefix: path };
  const reading = { seller: username, path_prefix: '/sell/account/v1/privilege' };
  await ebay.orderFault({ match: creation, times: 3, fault: 'server_error', status: 503 });
  await page.goto('/channels/ebay');
  await ready(page);
  const place = page.locator('#ebay-location');
  const typed = { [words.location_name]: 'Atelier', [words.location_street]: '3 rue des Lilas', [words.location_postcode]: '1060', [words.location_city]: 'Bruxelles' };
  for (const [label, text] of Object.entries(typed)) await place.getByLabel(label).fill(text);
  await place.getByLabel(words.location_country).selectOption('BE');
  await press(page, words.location_add);
  await expect(place.getByRole('alert')).toHaveText(fr.errors.unavailable);
  await expect(place.getByRole('alert'), 'the way back leads to the form').toBeInViewport();
  for (const [label, text] of Object.entries(typed)) await expect(place.getByLabel(label)).toHaveValue(text);
  await expect(place.getByLabel(words.location_country)).toHaveValue('BE');

  // It is made, the answer is lost, and nothing can be read afterwards: it was made all the same.
  await ebay.orderFault({ match: creation, times: 1, fault: 'cut_after' });
  await ebay.orderFault({ match: reading, times: 3, fault: 'server_error', status: 503 });
  await ready(page);
  await press(page, words.location_add);
  await expect(page.getByText(words.told_unread)).toBeVisible();
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(words.told_checked)).toBeVisible();
  await expect(line(page, words.location)).toContainText('Atelier · 1060 Bruxelles, BE');
  const asked = (await ebay.calls(username)).filter((call) => call.method === 'POST' && call.path.startsWith(path));
  expect(asked.map((call) => call.status)).toEqual([503, 503, 503, null, 400]);
});

test('sites are chosen, one at least', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  await ebay.connect(seller, username);
  await page.goto('/channels/ebay');
  await ready(page);
  const site = (name: string) => page.getByRole('checkbox', { name, exact: true });
  await expect(site('ebay.fr')).toBeChecked();
  await site('ebay.de').check({ force: true });
  await press(page, words.sites_save);
  await expect(page.getByText(words.told_sites)).toBeVisible();
  await expect(site('ebay.de')).toBeChecked();
  await ready(page);
  for (const name of ['ebay.fr', 'ebay.de']) await site(name).uncheck({ force: true });
  await press(page, words.sites_save);
  await expect(page.getByText(words.sites_missing)).toBeVisible();
});

test('an eBay that is ill for a moment is asked again, one that stays ill is told of', async ({ page, seller }) => {
  const username = await ebay.newSeller();
  await ebay.connect(seller, username);
  const match = { seller: username, path_prefix: '/sell/account/v1/privilege' };
  await ebay.orderFault({ match, times: 2, fault: 'server_error', status: 502 });
  await page.goto('/channels/ebay');
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(words.told_checked)).toBeVisible();
  await ebay.orderFault({ match, times: 1, fault: 'rate_limited', retry_after: 90 });
  await ready(page);
  await press(page, words.check_again);
  await expect(page.getByText(/Trop d’essais/)).toBeVisible();
});
