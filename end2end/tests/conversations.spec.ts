// The pages of messages: what buyers wrote, and texts to answer with.
import { Hand, inbox } from '../stack/hand.ts';
import { expect, ready, reloadUntil, test } from '../stack/pages.ts';
import { send } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const words = fr.conversations;
const main = (page: Page) => page.getByRole('main');

async function open(page: Page, path = '/messages'): Promise<void> {
  await page.goto(path);
  await ready(page);
}

test('before anything was read the page says what to do', async ({ page, seller: _ }) => {
  await open(page);
  await expect(main(page).getByRole('heading', { name: words.first_title })).toBeVisible();
  await expect(main(page).getByRole('button', { name: words.read_now })).toBeDisabled();
  await expect(main(page).getByRole('link', { name: words.mend })).toBeVisible();
  await open(page, '/messages/canned');
  await expect(main(page).getByRole('heading', { name: words.no_canned_title })).toBeVisible();
});

test('canned replies are written, refused at their fields, changed and deleted', async ({ page, complaints, seller: _ }) => {
  complaints.expect(/status of 422 /);
  await open(page, '/messages/canned');
  const name = main(page).getByLabel(words.canned_name, { exact: true });
  const text = main(page).getByLabel(words.canned_text, { exact: true });
  await name.fill('Disponible');
  await text.fill('Bonjour {acheteuse} !');
  await main(page).getByRole('button', { name: words.canned_save }).click();
  await expect(text).toHaveAccessibleDescription(new RegExp(say(fr.errors.field_unknown_placeholder, { name: 'acheteuse' })));
  await expect(text).toHaveValue('Bonjour {acheteuse} !');
  await text.fill('Bonjour {acheteur}, oui : {article}, {prix}.');
  await main(page).getByRole('button', { name: words.canned_save }).click();
  const card = main(page).getByRole('listitem').filter({ hasText: 'Disponible' });
  await expect(card).toContainText('Bonjour zoe_75, oui : Robe rouge, 25,00 €.');
  await card.getByRole('link', { name: say(words.canned_edit_this, { name: 'Disponible' }) }).click();
  await expect(main(page).getByRole('heading', { name: words.canned_edit })).toBeVisible();
  await ready(page);
  await text.fill('Oui {acheteur} !');
  await main(page).getByRole('button', { name: words.canned_save }).click();
  await expect(card).toContainText('Oui zoe_75 !');
  await ready(page);
  await card.getByText(words.canned_remove).click();
  await card.getByRole('button', { name: words.canned_remove_sure }).click();
  await expect(main(page).getByRole('heading', { name: words.no_canned_title })).toBeVisible();
});

test('a conversation is opened and answered with a canned reply', async ({ page, seller }) => {
  await send(seller.api, '/fn/save_canned_reply', { name: 'Disponible', text: 'Oui {acheteur}, {article} à {prix}.' });
  const hand = await Hand.pair(seller, []);
  const hostile = '<b>Dispo ?</b> 🙂 \u202emirage';
  hand.talks = [{ id: 8_100_000_001, login: 'zoe_75', body: hostile }];
  await hand.read(seller);
  hand.leave();
  await open(page);
  await expect(page.getByRole('navigation', { name: fr.frame.navigation })).toContainText('1');
  await main(page).getByRole('listitem').getByRole('link', { name: /zoe_75/ }).click();
  await expect(page).toHaveURL(/\/messages\/8100000001$/);
  const talk = main(page).getByRole('region', { name: words.conversation, exact: true });
  await expect(talk.getByText(hostile)).toBeVisible();
  await expect(talk).toContainText('Offre : 12,00 €');
  await expect(talk.getByRole('link', { name: words.offer_answer })).toHaveAttribute('href', 'https://www.vinted.fr/inbox/8100000001');
  expect((await inbox(seller)).unread).toBe(0);
  await ready(page);
  await talk.getByText(words.canned, { exact: true }).click();
  await talk.getByRole('link', { name: 'Disponible' }).click();
  await expect(talk.getByLabel(words.your_reply)).toHaveValue('Oui zoe_75, Jupe plissée à 15,00\u00a0€.');
  await ready(page);
  await talk.getByRole('button', { name: words.send }).click();
  await expect(talk.getByRole('listitem').filter({ hasText: 'Oui zoe_75, Jupe plissée à 15,00\u00a0€.' })).toBeVisible();
  await expect(talk.getByText(words.one_waits)).toBeVisible();
  await reloadUntil(page, talk.getByText(words.one_waits));
});

test('a search and a tab without a conversation say so', async ({ page, seller }) => {
  const hand = await Hand.pair(seller, []);
  hand.talks = [{ id: 8_200_000_001, login: 'lea', body: 'Bonjour' }];
  await hand.read(seller);
  hand.leave();
  await open(page, '/messages?search=introuvable');
  await expect(main(page).getByRole('heading', { name: words.no_match_title })).toBeVisible();
  await open(page, '/messages/8200000001');
  await open(page, '/messages?show=unread');
  await expect(main(page).getByRole('heading', { name: words.all_read_title })).toBeVisible();
});
