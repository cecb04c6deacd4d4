// A form's control as a person meets it: what it holds, and what it says is wrong.
import { type Locator, expect } from '@playwright/test';
import { like } from './words.ts';

/** The control is marked, says `sentence`, and still holds what was typed. */
export async function refuses(control: Locator, sentence: string, typed?: string): Promise<void> {
  await expect(control).toHaveAccessibleDescription(like(sentence));
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  if (typed !== undefined) await expect(control).toHaveValue(typed);
}

/** The control has nothing to complain about. */
export async function accepts(control: Locator, typed?: string): Promise<void> {
  await expect(control).not.toHaveAttribute('aria-invalid', 'true');
  if (typed !== undefined) await expect(control).toHaveValue(typed);
}

/** What a person may type anywhere, and must get back as text. */
export const STRANGE = {
  markup: '</textarea></title><script>alert(1)</script>&amp;<b>',
  emoji: 'Pull 🧶👨‍👩‍👧‍👦 d’hiver',
  rightToLeft: 'معطف شتوي \u202b(L)\u202c',
};
