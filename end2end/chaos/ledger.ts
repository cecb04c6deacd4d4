// What was asked of StoFlow and what it answered, written down by those who asked. The audit holds the database and the
// site to it.

/** What an answer means to the one who asked: it is done or will be; it is not; or the answer never came. */
export type Ack = 'accepted' | 'refused' | 'lost';

/** What an item says of itself. The serial stands in the description, so that a listing tells which save it shows. */
export interface Content {
  serial: number;
  title: string;
  /** As vinted.fr writes it: `19.50`. */
  price: string;
  description: string;
}

export interface Save extends Content {
  ack: Ack;
  /** When the answer came, or was given up, in milliseconds since 1970. */
  answered: number;
}

export interface Item {
  number: number;
  product: number;
  /** Width × height of each, the cover first. */
  photos: string[];
  /** In the order they were asked for. */
  saves: Save[];
}

export type Work = 'publish' | 'update' | 'delete';

/** A wish for a job about an item. */
export interface Wish {
  work: Work;
  product: number;
  ack: Ack;
}

export interface Ledger {
  shop: string;
  email: string;
  /** Who the shop sells as on vinted.fr. */
  member: number;
  items: Item[];
  wishes: Wish[];
  /** Jobs that were asked to stop, and not refused to. */
  cancels: Set<number>;
  /** Batches that were. */
  batchCancels: Set<number>;
  /** When syncs were accepted. */
  syncs: number[];
  /** Listings of vinted.fr that were there before. */
  stocked: Set<number>;
}

/** The number an item has in its listings' descriptions. */
export function numberIn(description: string): number | undefined {
  const found = /^Article (\d+), état (\d+)\./.exec(description);
  return found ? Number(found[1]) : undefined;
}

/** Which of the item's saves a description comes from. */
export function serialIn(description: string): number | undefined {
  const found = /^Article (\d+), état (\d+)\./.exec(description);
  return found ? Number(found[2]) : undefined;
}

export function describe(number: number, serial: number): string {
  return `Article ${number}, état ${serial}.\nPorté deux hivers, sans accroc.`;
}
