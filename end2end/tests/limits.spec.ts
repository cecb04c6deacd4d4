// How careful StoFlow may be on the seller's account: set, refused, kept, shown, with and without scripts.
import type { Page } from '@playwright/test';
import { expect, ready, test } from '../stack/pages.ts';
import { fr, say } from '../stack/words.ts';

async function open(page: Page) {
  await page.goto('/channels/vinted/limits');
  await ready(page);
  const form = page.getByRole('main').locator('form.limits');
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const quiet = (label: string) => form.getByRole('group', { name: fr.governor.quiet }).getByLabel(label, { exact: true });
  return { form, field, quiet, save: () => form.getByRole('button', { name: fr.governor.save }).click() };
}

test('limits are set from the channel’s page and stay', async ({ page, seller: _ }) => {
  await page.goto('/channels/vinted');
  await ready(page);
  const card = page.getByRole('main').locator('section').filter({ hasText: fr.governor.card_text });
  await expect(card.getByText(say(fr.governor.used, { done: 0, cap: 200 }))).toHaveCount(2);
  await card.getByRole('link', { name: fr.governor.card_open }).click();
  await expect(page).toHaveURL(/\/channels\/vinted\/limits$/);

  const { field, quiet, save } = await open(page);
  await quiet(fr.governor.quiet_from).fill('03:30');
  await quiet(fr.governor.quiet_until).fill('03:31');
  await field(fr.governor.publications).fill('40');
  await page.getByRole('main').getByRole('radio', { name: fr.governor.tempo_careful }).check();
  await save();
  await expect(page.getByText(fr.governor.set)).toBeVisible();

  await page.reload();
  const kept = await open(page);
  await expect(kept.quiet(fr.governor.quiet_from)).toHaveValue('03:30');
  await expect(kept.quiet(fr.governor.quiet_until)).toHaveValue('03:31');
  await expect(kept.field(fr.governor.publications)).toHaveValue('40');
  await expect(page.getByRole('main').getByRole('radio', { name: fr.governor.tempo_careful })).toBeChecked();
  await expect(page.getByRole('main').getByText(say(fr.governor.used, { done: 0, cap: 40 }))).toBeVisible();
});

test('what cannot be a limit is told at its field, and nothing is kept of it', async ({ page, seller: _, complaints }) => {
  complaints.expect(/status of 422 .*\/fn\/set_governor/);
  const { form, field, quiet, save } = await open(page);
  await quiet(fr.governor.quiet_from).fill('23:00');
  await field(fr.governor.publications).fill('beaucoup');
  await field(fr.governor.changes).fill('7');
  await save();
  await expect(form.getByText(fr.errors.field_not_a_number)).toBeVisible();
  await expect(form.getByText(fr.errors.field_missing)).toBeVisible();
  await expect(field(fr.governor.publications)).toHaveValue('beaucoup');

  const kept = await open(page);
  await expect(kept.field(fr.governor.changes)).toHaveValue('500');
});
