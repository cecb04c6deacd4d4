// The page of the canned replies under the hand: each has a form of its own.
import { answered } from '../stack/console.ts';
import { expect, ready, test } from '../stack/pages.ts';
import { send } from '../stack/people.ts';
import { fr, say } from '../stack/words.ts';

const words = fr.conversations;

test('each canned reply has a form of its own, and what is typed outlives what becomes of the others', async ({ page, complaints, seller }) => {
  complaints.expect(answered(422));
  for (const name of ['Accord', 'Merci', 'Refus']) await send(seller.api, '/fn/save_canned_reply', { name, text: `${name} {acheteur}` });
  await page.goto('/messages/canned');
  await ready(page);
  const main = page.getByRole('main');
  const card = (name: string) => main.getByRole('listitem').filter({ hasText: name });
  const edit = (name: string) => card(name).getByRole('link', { name: say(words.canned_edit_this, { name }) }).click();
  const name = main.getByLabel(words.canned_name, { exact: true });
  const text = main.getByLabel(words.canned_text, { exact: true });
  const save = main.getByRole('button', { name: words.canned_save });

  await edit('Accord');
  await expect(text).toHaveValue('Accord {acheteur}');
  await text.fill('Bonjour {acheteuse}');
  await save.click();
  await expect(text).toHaveAttribute('aria-invalid', 'true');
  await edit('Merci');
  await expect(text).toHaveValue('Merci {acheteur}');
  await expect(text, 'the refusal was the other text’s').not.toHaveAttribute('aria-invalid', 'true');

  await text.fill('Merci beaucoup {acheteur}');
  await card('Accord').getByText(words.canned_remove, { exact: true }).click();
  await card('Accord').getByRole('button', { name: words.canned_remove_sure }).click();
  await expect(card('Accord')).toBeHidden();
  await expect(text).toHaveValue('Merci beaucoup {acheteur}');
  await expect(main.getByRole('button', { name: words.canned_remove_sure }), 'the question went with its card').toBeHidden();
  await save.click();
  await expect(card('Merci')).toContainText('Merci beaucoup zoe_75');
  await expect(name, 'free for the next').toHaveValue('');
  await expect(text).toHaveValue('');
});
