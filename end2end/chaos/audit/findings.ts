// What an audit may find.

export interface Finding {
  /** Something happened once too often, or something that was asked for is not there. */
  kind: 'duplicate' | 'loss';
  /** One sentence. */
  what: string;
  /** What helps to find out why: rows, listings, histories. */
  detail: unknown;
}

export function duplicate(what: string, detail: unknown): Finding {
  return { kind: 'duplicate', what, detail };
}

export function loss(what: string, detail: unknown): Finding {
  return { kind: 'loss', what, detail };
}
