// What the browser complains about while nobody looks: any of it fails the test, unless the test said before that it
// will come.
import { type BrowserContext, type ConsoleMessage, expect } from '@playwright/test';

export class Complaints {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];

  /** Listens to all pages and workers of a browser. */
  constructor(context: BrowserContext) {
    context.on('console', (message) => this.#console(message));
    context.on('weberror', (error) => this.#heard.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    context.on('response', (response) => {
      if (response.status() >= 500) this.#heard.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
  }

  /** Complaints the test brings about on purpose. */
  expect(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** At the end of the test. */
  verify(): void {
    const surprises = this.#heard.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
    expect(surprises, 'complaints of the browser').toEqual([]);
  }

  #console(message: ConsoleMessage): void {
    if (!['error', 'warning', 'assert'].includes(message.type())) return;
    this.#heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  }
}

/** What a browser says of an answer that the test provoked, such as 422. */
export function answered(status: number): RegExp {
  return new RegExp(`status of ${status} `);
}
