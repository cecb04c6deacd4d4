// Becoming a seller: the form, the mail, the link in it.
import { answered } from '../stack/console.ts';
import { environment } from '../stack/environment.ts';
import { STRANGE, accepts, refuses } from '../stack/fields.ts';
import { Mailbox } from '../stack/mailbox.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { becomeStranger, confirm, newcomer, signUp } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';
import type { Page } from '@playwright/test';

const mailbox = new Mailbox(environment().mailbox_url);

const shop = (page: Page) => page.getByLabel(fr.session.shop);
const email = (page: Page) => page.getByLabel(fr.session.email);
const password = (page: Page) => page.getByLabel(fr.session.password);

async function send(page: Page, typed: { shop: string; email: string; password: string }): Promise<void> {
  await shop(page).fill(typed.shop);
  await email(page).fill(typed.email);
  await password(page).fill(typed.password);
  await page.getByRole('button', { name: fr.session.sign_up }).click();
}

test('a newcomer signs up, confirms by mail and stands in an empty shop', async ({ page }) => {
  const person = newcomer();
  await signUp(page, person);
  await expect(page.getByLabel(fr.session.email)).toHaveValue(person.email);
  await confirm(page, person);
  await expect(page.getByRole('heading', { level: 1, name: fr.frame.products })).toBeVisible();
});

test('the mail is written in French, as text and as a page', async ({ page }) => {
  const person = newcomer();
  await signUp(page, person);
  const mail = await mailbox.mail(person.email);
  expect(mail.subject).toContain('Confirmez');
  expect(mail.text).toContain(person.shop);
  expect(mail.html).toContain('<a ');
});

test('a link works once, and says so the second time', async ({ page, complaints }) => {
  const person = newcomer();
  await signUp(page, person);
  await confirm(page, person);
  await becomeStranger(page);
  complaints.expect(answered(409));
  const link = new URL(await mailbox.link(person.email, '/confirm'));
  await page.goto(link.pathname + link.search);
  await ready(page);
  await page.getByRole('button', { name: fr.session.confirm }).click();
  await expect(page.getByText(fr.session.link_used)).toBeVisible();
  await page.getByRole('link', { name: fr.session.new_link }).click();
  await expect(page.getByRole('heading', { name: fr.session.check_mail })).toBeVisible();
});

test('the link can be sent again', async ({ page }) => {
  const person = newcomer();
  await signUp(page, person);
  await ready(page);
  await page.getByRole('button', { name: fr.session.resend }).click();
  await expect(page.getByText(fr.session.mail_sent)).toBeVisible();
  const again = await mailbox.mail(person.email, 2);
  const link = new URL(again.links.find((link) => link.includes('/confirm')) ?? '');
  await page.goto(link.pathname + link.search);
  await ready(page);
  await page.getByRole('button', { name: fr.session.confirm }).click();
  await expect(page).toHaveURL(/\/products$/);
});

test('a known address is answered like a new one, and its owner is told', async ({ page }) => {
  const person = newcomer();
  await signUp(page, person);
  await confirm(page, person);
  await becomeStranger(page);
  await signUp(page, { ...newcomer(), email: person.email });
  const told = await mailbox.mail(person.email, 2);
  expect(told.links.map((link) => new URL(link).pathname)).toContain('/sign-in');
});

test('nothing typed: each field asks for itself', async ({ page, complaints }) => {
  complaints.expect(answered(422));
  await page.goto('/sign-up');
  await ready(page);
  await page.getByRole('button', { name: fr.session.sign_up }).click();
  for (const field of [shop(page), email(page), password(page)]) await refuses(field, fr.errors.field_missing, '');
});

for (const [name, address, sentence] of [
  ['no address', 'camille chez exemple', fr.errors.field_not_an_email],
  ['an address that reaches nobody', 'camille@exemple', fr.errors.field_not_an_email],
  ['two lines', 'camille@exemple.fr%0aBcc: tous@exemple.fr', fr.errors.field_not_an_email],
  ['markup', '<b>camille</b>@exemple.fr', fr.errors.field_not_an_email],
  ['too long', `${'c'.repeat(250)}@exemple.fr`, say(fr.errors.field_too_long, { max: 254 })],
] as const) {
  test(`an e-mail address that is none is refused at its field: ${name}`, async ({ page, complaints }) => {
    complaints.expect(answered(422));
    const person = newcomer();
    await page.goto('/sign-up');
    await ready(page);
    await send(page, { ...person, email: address });
    await refuses(email(page), sentence, address);
    await accepts(shop(page), person.shop);
  });
}

for (const [name, secret, sentence] of [
  ['too short', 'Pull 1 &', say(fr.errors.field_too_short, { min: 12 })],
  ['small letters only', 'trois pulls marins', fr.errors.field_weak_password],
  ['too long', 'Pull 1 & '.repeat(30), say(fr.errors.field_too_long, { max: 256 })],
] as const) {
  test(`a weak password is refused at its field and the rest stays: ${name}`, async ({ page, complaints }) => {
    complaints.expect(answered(422));
    const person = newcomer();
    await page.goto('/sign-up');
    await ready(page);
    await send(page, { ...person, password: secret });
    await refuses(password(page), sentence);
    await accepts(shop(page), person.shop);
    await accepts(email(page), person.email);
  });
}

test('a shop name that is too long is refused, and stays to be shortened', async ({ page, complaints }) => {
  complaints.expect(answered(422));
  const long = '👗'.repeat(81);
  await page.goto('/sign-up');
  await ready(page);
  await send(page, { ...newcomer(), shop: long });
  await refuses(shop(page), say(fr.errors.field_too_long, { max: 80 }), long);
});

for (const [name, text] of Object.entries(STRANGE)) {
  test(`a shop may be called anything: ${name}`, async ({ page }) => {
    const person = { ...newcomer(), shop: text };
    await signUp(page, person);
    await confirm(page, person);
    await page.goto('/settings');
    await expect(page.getByRole('main').getByText(text, { exact: true })).toBeVisible();
  });
}
