// The page of the Vinted channel: how it stands, and which browsers may act for the shop.
import { environment } from '../stack/environment.ts';
import { Hand, sold } from '../stack/hand.ts';
import { expect, ready, reloadUntil, test } from '../stack/pages.ts';
import { send } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';

/** What the extension does with a code. */
const pair = (code: string): Promise<Response> =>
  fetch(`${environment().url}/api/executor/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: 'Chromium · Linux' }),
  });

test('before anything is paired the page says what to do', async ({ page, seller: _ }) => {
  await page.goto('/channels/vinted');
  await expect(page.getByText(fr.channels.unpaired)).toBeVisible();
  await expect(page.getByText(fr.channels.short_unpaired, { exact: true }).first()).toBeVisible();
});

test('a code is shown, and good for one browser', async ({ page, seller: _ }) => {
  await page.goto('/channels/vinted');
  await ready(page);
  await page.getByRole('button', { name: fr.channels.make_code }).click();
  const code = page.getByRole('status').filter({ hasText: /^[2-9A-Z]{8}$/ });
  await expect(code).toBeVisible();
  await expect(page.getByText(fr.channels.code_good_for)).toBeVisible();
  const typed = ` ${((await code.textContent()) ?? '').toLowerCase()} `;
  expect((await pair(typed)).status).toBe(200);
  const again = await pair(typed);
  expect(again.status).toBe(404);
  expect(await again.json()).toMatchObject({ error: { code: 'not_found' } });
});

for (const code of ['', '        ', '<b>', '💶', 'A'.repeat(5000), 'ABCDEFGH']) {
  test(`a wrong code pairs nothing: ${code.slice(0, 12)}`, async () => {
    const response = await pair(code);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not_found' } });
  });
}

test('a paired browser is listed, and can be sent away', async ({ page, seller }) => {
  const { code } = (await send(seller.api, '/fn/make_pairing_code', {})) as { code: string };
  expect((await pair(code)).ok).toBe(true);
  await page.goto('/channels/vinted');
  await ready(page);
  await expect(page.getByText(fr.channels.away)).toBeVisible();
  const browser = page.getByRole('listitem').filter({ hasText: 'Chromium · Linux' });
  await browser.getByText(fr.channels.revoke).click();
  await expect(browser.getByText(fr.channels.revoke_question)).toBeVisible();
  await browser.getByRole('button', { name: fr.channels.revoke_sure }).click();
  await expect(browser).toHaveCount(0);
  await reloadUntil(page, page.getByText(fr.channels.unpaired));
});

test('the page tells when each kind of work last went well, and calls good what was seen lately', async ({ page, seller }) => {
  const latest = (name: string) => page.locator('.latest > div').filter({ hasText: name });
  const words = fr.channels;
  await page.goto('/channels/vinted');
  await expect(latest(words.latest_session)).toContainText(words.latest_never);
  const hand = await Hand.pair(seller, [], [sold({ title: 'Pull' })]);
  await hand.readSales(seller);
  await page.goto('/channels/vinted');
  await expect(page.getByText(say(words.connected, { login: 'camille' }))).toBeVisible();
  for (const name of [words.latest_session, words.latest_sales]) {
    await expect(latest(name).locator('time')).toHaveAttribute('title', /\d{1,2} \S+ \d{4}, \d\d:\d\d UTC/);
  }
  for (const name of [words.latest_listings, words.latest_messages]) {
    await expect(latest(name)).toContainText(words.latest_never);
  }
  await expect(page.getByText(words.latest_old)).toHaveCount(0);
});
