// The seller as the one who puts things right, as the pages tell them to: answers the bot check, signs in again, resumes,
// presses retry. Not at once: each look at the shop is a chance to notice.
import type { Dice } from './dice.ts';
import { type Shop, pause } from './shop.ts';

const BETWEEN_LOOKS_MS = 600;

export class Carer {
  #patient = true;
  #triesAgain = true;

  constructor(
    private readonly shop: Shop,
    private readonly dice: Dice,
  ) {}

  /** From now on whatever is seen is dealt with at once. */
  hurry(): void {
    this.#patient = false;
  }

  /** Failures that stayed failures are left alone: a listing with a job at it is not a sync's business. */
  leaveBroken(): void {
    this.#triesAgain = false;
  }

  async watch(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      // A page that does not load now loads at the next look.
      await this.look().catch(() => undefined);
      await pause(BETWEEN_LOOKS_MS);
    }
  }

  async look(): Promise<void> {
    const channel = await this.shop.channel();
    if (!channel) return;
    if (channel.browsers.length === 0 && this.#notices(0.5)) await this.#everySeat((seat) => seat.pair());
    if (channel.connection.stopped && this.#notices(0.7)) await this.#dealWith(channel.connection.stopped.code);
    if (channel.browsers.some(({ paused }) => paused) && this.#notices(0.25)) await this.#everySeat((seat) => seat.press('resume'));
    if (channel.browsers.some(({ connected }) => !connected) && this.#notices(0.15)) await this.#everySeat((seat) => seat.wake());
    if (this.#notices(0.2)) await this.#retry();
  }

  async #dealWith(code: string): Promise<void> {
    switch (code) {
      case 'challenged':
        await this.#everySeat((seat) => seat.solve());
        break;
      case 'signed_out_of_marketplace':
      case 'other_marketplace_account':
        await this.#everySeat((seat) => seat.signIn());
        break;
    }
    // To have acted is mostly enough; the button is there for when it is not.
    if (!['challenged', 'signed_out_of_marketplace', 'other_marketplace_account'].includes(code) || this.#notices(0.5)) await this.#ask('resume_vinted');
  }

  async #retry(): Promise<void> {
    const open = await this.shop.jobs('open');
    const waiting = open?.jobs.filter(({ state }) => state === 'retryable' || state === 'paused') ?? [];
    for (const { id, state } of waiting) await this.#ask(state === 'paused' ? 'resume_job' : 'retry_job', { job: String(id) });
    if (this.#triesAgain && (open?.counts.broken ?? 0) > 0) await this.#ask('retry_broken_jobs');
  }

  async #ask(act: string, form: Record<string, string> = {}): Promise<void> {
    await this.shop.dashboards[1]!.ask(`/fn/${act}`, form);
  }

  async #everySeat(help: (seat: Shop['seats'][number]) => Promise<void>): Promise<void> {
    for (const seat of this.shop.seats) await help(seat).catch(() => undefined);
  }

  #notices(chance: number): boolean {
    return !this.#patient || this.dice.happens(chance);
  }
}
