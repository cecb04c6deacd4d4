// The extension's popup, opened as a page: Chrome shows a real one only to a mouse.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { environment } from './environment.ts';
import type frMessages from '../../extension/static/_locales/fr/messages.json';

type Name = keyof typeof frMessages;

export class Popup {
  private constructor(
    readonly page: Page,
    readonly words: Record<Name, { message: string }>,
  ) {}

  /** Opening it wakes the extension's worker. */
  static async open(context: BrowserContext): Promise<Popup> {
    const { extension_id, extension_dir } = environment();
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extension_id}/popup.html`);
    // Chrome speaks the language of the machine, which has not all of them.
    const language = await page.locator('html').getAttribute('lang');
    const messages = readFileSync(join(extension_dir, '_locales', language ?? 'fr', 'messages.json'), 'utf8');
    return new Popup(page, JSON.parse(messages));
  }

  /** A text of the popup with its blanks filled. */
  say(name: Name, ...blanks: string[]): string {
    return this.words[name].message.replace(/\$(\d)/g, (_, number: string) => blanks[Number(number) - 1] ?? '');
  }

  async press(name: Name): Promise<void> {
    await this.page.getByRole('button', { name: this.say(name), exact: true }).click();
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
