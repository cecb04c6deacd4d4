// Every mail the server sent, as the simulated mail server keeps it.
import { expect } from '@playwright/test';

export interface Mail {
  subject: string;
  text: string;
  html: string;
  links: string[];
}

export class Mailbox {
  /** `url` is the page a person reads. */
  constructor(readonly url: string) {}

  /** Oldest first. */
  async to(address: string): Promise<Mail[]> {
    const response = await fetch(`${this.url}/messages.json?to=${encodeURIComponent(address)}`);
    return (await response.json()) as Mail[];
  }

  /** Waits for the mail number `count` (from 1) to `address`. */
  async mail(address: string, count = 1): Promise<Mail> {
    await expect.poll(async () => (await this.to(address)).length, { message: `mails to ${address}` }).toBeGreaterThanOrEqual(count);
    const mail = (await this.to(address))[count - 1];
    if (!mail) throw new Error(`mail ${count} to ${address} went away`);
    return mail;
  }

  /** The newest link to `page` in a mail to `address`, such as `/confirm`. */
  async link(address: string, page: string): Promise<string> {
    const mail = await this.mail(address);
    const link = mail.links.find((link) => new URL(link).pathname === page);
    if (!link) throw new Error(`no link to ${page} in: ${mail.links.join(' ')}`);
    return link;
  }
}
