// A buyer asks on vinted.fr: the shipped extension reads it in the seller's own browser, and the seller's answer stands
// there exactly once, whatever becomes of the connection.
import type { Locator, Page } from '@playwright/test';
import { expect, test as base } from '../stack/browser.ts';
import { inbox } from '../stack/hand.ts';
import { ready } from '../stack/pages.ts';
import { pair } from '../stack/pairing.ts';
import { type Seller, send } from '../stack/people.ts';
import { type Listing, type Member, Vinted } from '../stack/vinted.ts';
import { fr } from '../stack/words.ts';

const words = fr.conversations;

class Messages {
  constructor(
    readonly page: Page,
    private readonly seller: Seller,
  ) {}

  get talk(): Locator {
    return this.page.getByRole('main').getByRole('region', { name: words.conversation, exact: true });
  }

  /** Presses the button and waits until the inbox was read to its end. */
  async read(): Promise<void> {
    const { completed_at } = (await inbox(this.seller)).reading;
    await this.page.goto('/messages');
    await ready(this.page);
    await this.page.getByRole('main').getByRole('button', { name: words.read_now }).click();
    await expect
      .poll(async () => {
        const { reading } = await inbox(this.seller);
        return reading.running === null && reading.completed_at !== null && reading.completed_at !== completed_at;
      }, { message: 'the inbox was read to its end', timeout: 90_000 })
      .toBe(true);
  }

  async open(conversation: number): Promise<void> {
    await this.page.goto(`/messages/${conversation}`);
    await ready(this.page);
  }

  /** Answers with the canned reply of this name. */
  async answer(name: string): Promise<void> {
    await this.talk.getByText(words.canned, { exact: true }).click();
    await this.talk.getByRole('link', { name }).click();
    await expect(this.talk.getByLabel(words.your_reply)).not.toHaveValue('');
    await this.talk.getByRole('button', { name: words.send }).click();
  }
}

const test = base.extend<{ messages: Messages }>({
  messages: async ({ page, seller, member: _ }, use) => {
    await send(seller.api, '/fn/save_canned_reply', { name: 'Disponible', text: 'Oui {acheteur}, {article} est à {prix}.' });
    await pair(page);
    await use(new Messages(page, seller));
  },
});

async function listed(vinted: Vinted, member: Member): Promise<Listing> {
  const [listing] = await vinted.stock(member, [{ title: 'Robe portefeuille', price: '31.00' }]);
  return listing!;
}

const ANSWER = 'Oui zoe, Robe portefeuille est à 31,00\u00a0€.';

test('a question is read, counted, and answered once', async ({ messages, seller, member, vinted }) => {
  const asked = await vinted.ask(member, `zoe`, 'Toujours disponible ?', await listed(vinted, member));
  await vinted.say(asked, { kind: 'status', title: 'Article réservé', subtitle: 'Jusqu’à demain' });
  await messages.read();
  expect(await inbox(seller)).toMatchObject({ all: 1, unread: 1 });
  await expect(messages.page.getByRole('navigation', { name: fr.frame.navigation }).getByRole('link', { name: fr.frame.messages })).toContainText('1');
  await messages.open(asked);
  await expect(messages.talk.getByText('Toujours disponible ?')).toBeVisible();
  await messages.answer('Disponible');
  await expect.poll(() => vinted.saidBy(member, asked), { timeout: 60_000 }).toEqual([ANSWER]);
  await expect(messages.talk.getByLabel(words.your_reply)).toHaveValue('', { timeout: 30_000 });
  await expect(messages.talk.getByText(ANSWER)).toHaveCount(1);
  const onVinted = await messages.page.context().newPage();
  await onVinted.goto(`${Vinted.SITE}/inbox/${asked}`);
  await expect(onVinted.getByText(ANSWER)).toHaveCount(1);
  await onVinted.close();
  await messages.read();
  await messages.open(asked);
  await expect(messages.talk.getByText('Article réservé')).toHaveCount(1);
  await expect(messages.talk.getByText(ANSWER)).toHaveCount(1);
});

for (const fault of ['cut_after', 'cut_before', 'wrong_json'] as const) {
  test(`a reply stands there once when its answer is lost: ${fault}`, async ({ messages, member, vinted }) => {
    const asked = await vinted.ask(member, 'zoe', 'Toujours disponible ?', await listed(vinted, member));
    await messages.read();
    await messages.open(asked);
    await vinted.strike('reply', { fault });
    await messages.answer('Disponible');
    await expect.poll(() => vinted.saidBy(member, asked), { timeout: 90_000 }).toEqual([ANSWER]);
    await expect(messages.talk.getByLabel(words.your_reply)).toBeVisible({ timeout: 90_000 });
    expect(await vinted.saidBy(member, asked)).toEqual([ANSWER]);
  });
}
