// Counts by kind and result, for the table at the end.

export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(kind: string, result: string): void {
    const row = this.#counts.get(kind) ?? new Map<string, number>();
    row.set(result, (row.get(result) ?? 0) + 1);
    this.#counts.set(kind, row);
  }

  get total(): number {
    return [...this.#counts.values()].flatMap((row) => [...row.values()]).reduce((sum, count) => sum + count, 0);
  }

  /** One line for each kind, the kinds in alphabetical order. */
  lines(): string[] {
    const rows = [...this.#counts].sort(([one], [other]) => one.localeCompare(other));
    return rows.map(([kind, row]) => {
      const results = [...row].sort(([, one], [, other]) => other - one).map(([result, count]) => `${count} ${result}`);
      return `  ${kind.padEnd(34)} ${results.join(', ')}`;
    });
  }
}
