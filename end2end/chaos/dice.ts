// One number decides everything that is drawn: the same seed rolls the same dice.

export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Dice of its own for a part of the run, so that what one part draws does not depend on how far another came. */
  static for(seed: number, part: string): Dice {
    let state = seed >>> 0;
    for (const letter of part) state = Math.imul(state ^ letter.codePointAt(0)!, 0x01000193);
    return new Dice(state);
  }

  /** From 0 up to, not including, 1. This is mulberry32. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of these two and all between them. */
  between(least: number, most: number): number {
    return least + Math.floor(this.roll() * (most - least + 1));
  }

  /** So many letters that nobody draws twice, as pages number their forms. */
  number(): string {
    return Array.from({ length: 32 }, () => this.between(0, 15).toString(16)).join('');
  }

  happens(chance: number): boolean {
    return this.roll() < chance;
  }

  one<Thing>(things: readonly Thing[]): Thing {
    if (things.length === 0) throw new Error('there is nothing to draw from');
    return things[this.between(0, things.length - 1)]!;
  }

  /** As likely as its weight. */
  heavy<Thing extends { weight: number }>(things: readonly Thing[]): Thing {
    let left = this.roll() * things.reduce((sum, { weight }) => sum + weight, 0);
    for (const thing of things) {
      left -= thing.weight;
      if (left < 0) return thing;
    }
    return things.at(-1)!;
  }

  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    const pile = [...things];
    return things.map(() => pile.splice(this.between(0, pile.length - 1), 1)[0]!);
  }
}
