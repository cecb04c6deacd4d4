// Where a test plays: a server, its mail, the simulated vinted.fr, and how a browser meets them.
import { environment } from './environment.ts';
import { Vinted } from './vinted.ts';

export interface Town {
  /** The server. */
  url: string;
  mailbox_url: string;
  vinted: Vinted;
  /** What a Chromium needs to load the extension and to find the real host names here. */
  chromium_args: string[];
}

/** The stack that runs for all tests. */
export function home(): Town {
  const { url, mailbox_url, sims, chromium_args } = environment();
  return { url, mailbox_url, vinted: new Vinted(sims.vinted), chromium_args };
}
