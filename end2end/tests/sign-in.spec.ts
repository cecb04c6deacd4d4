// Coming back and leaving.
import { answered } from '../stack/console.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { becomeStranger, newcomer, signIn } from '../stack/people.ts';
import { fr } from '../stack/words.ts';
import type { Page } from '@playwright/test';

async function send(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(fr.session.email).fill(email);
  await page.getByLabel(fr.session.password).fill(password);
  await page.getByRole('button', { name: fr.session.sign_in }).click();
}

test('a seller signs in, and out again', async ({ page, seller }) => {
  await becomeStranger(page);
  await signIn(page, seller);
  await expect(page.getByRole('heading', { level: 1, name: fr.frame.products })).toBeVisible();
  await ready(page);
  await page.getByRole('banner').getByLabel(fr.frame.account).click();
  await page.getByRole('button', { name: fr.session.sign_out }).click();
  await expect(page).toHaveURL(/\/(sign-in)?$/);
  await page.goto('/products');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fproducts$/);
});

test('who asks for a page first comes to it after the sign-in', async ({ page, seller }) => {
  await becomeStranger(page);
  await page.goto('/products?search=robe');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await ready(page);
  await send(page, seller.email, seller.password);
  await expect(page).toHaveURL(/\/products\?search=robe$/);
});

test('the address is taken in capitals and with blanks around it', async ({ page, seller }) => {
  await becomeStranger(page);
  await page.goto('/sign-in');
  await ready(page);
  await send(page, `  ${seller.email.toUpperCase()} `, seller.password);
  await expect(page).toHaveURL(/\/products$/);
});

test('a form leads nobody to another site', async ({ page, seller }) => {
  await becomeStranger(page);
  await page.goto('/sign-in?next=https://exemple.org/');
  await ready(page);
  await send(page, seller.email, seller.password);
  await expect(page).toHaveURL(/localhost:\d+\/products$/);
});

for (const [name, typed] of [
  ['a wrong password', (email: string) => ({ email, password: 'Mauvais mot 2 passe !' })],
  ['an unknown address', () => ({ email: newcomer().email, password: 'Trois pulls & 1 robe' })],
  ['nothing', () => ({ email: '', password: '' })],
  ['no address at all', () => ({ email: '<b>camille</b>', password: '🧶' })],
] as const) {
  test(`${name} is refused with one sentence, and the address stays`, async ({ page, seller, complaints }) => {
    complaints.expect(answered(401));
    await becomeStranger(page);
    const { email, password } = typed(seller.email);
    await page.goto('/sign-in');
    await ready(page);
    await send(page, email, password);
    await expect(page.getByText(fr.session.wrong_password)).toBeVisible();
    await expect(page.getByLabel(fr.session.email)).toHaveValue(email);
  });
}

test('signed in already: the sign-in leads on', async ({ page, seller: _ }) => {
  await page.goto('/sign-in');
  await expect(page).toHaveURL(/\/products$/);
});
