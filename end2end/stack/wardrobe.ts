// The wardrobe's page as a person uses it, and the way to its end of a reading.
import { type Locator, type Page, expect } from '@playwright/test';
import { standing } from './hand.ts';
import { ready } from './pages.ts';
import type { Seller } from './people.ts';
import { fr } from './words.ts';

const words = fr.wardrobe;

export class Wardrobe {
  constructor(
    readonly page: Page,
    private readonly seller: Seller,
  ) {}

  async open(show: 'to_link' | 'linked' | 'gone' | 'all' = 'to_link'): Promise<void> {
    await this.page.goto(`/channels/vinted/wardrobe?show=${show}`);
    await ready(this.page);
  }

  row(title: string): Locator {
    return this.page.locator('tbody').getByRole('row').filter({ hasText: title });
  }

  async askForSync(): Promise<void> {
    await this.open();
    await this.page.getByRole('main').getByRole('button', { name: words.sync, exact: true }).click();
    await expect(this.page.getByText(words.sync_asked)).toBeVisible();
  }

  /** Waits until a sync that began after `earlier` has come to its end, and the details after it. */
  async isRead(earlier: string | null = null): Promise<void> {
    await expect
      .poll(
        async () => {
          const { running, details, completed_at } = (await standing(this.seller)).sync;
          return running === null && details === null && completed_at !== null && completed_at !== earlier;
        },
        { message: 'the wardrobe was read to its end', timeout: 90_000 },
      )
      .toBe(true);
  }

  async sync(): Promise<void> {
    const { completed_at } = (await standing(this.seller)).sync;
    await this.askForSync();
    await this.isRead(completed_at);
  }
}
