/** The whole state of a `Random`, as JSON keeps it: four unsigned 32-bit numbers. */
export type RandomState = readonly [number, number, number, number];

/** Numbers that look random and are the same for the same seed on every machine: xoshiro128** of Blackman and Vigna. */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private d: number,
  ) {}

  /** @param seed an integer; its lowest 32 bits count */
  static seeded(seed: number): Random {
    let counter = seed >>> 0;
    const mixed = (): number => {
      counter = (counter + 0x9e3779b9) >>> 0;
      let word = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
      word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
      return (word ^ (word >>> 16)) >>> 0;
    };
    return new Random(mixed(), mixed(), mixed(), mixed() | 1);
  }

  static resumed([a, b, c, d]: RandomState): Random {
    return new Random(a, b, c, d);
  }

  get state(): RandomState {
    return [this.a, this.b, this.c, this.d];
  }

  /** From 0 up to 1, which it never is, with 53 bits. */
  next(): number {
    const high = this.word() >>> 5;
    const low = this.word() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** An integer from 0 up to `limit`, which it never is. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** The items in another order, every order as likely. */
  shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, key: this.next() }))
      .sort((one, other) => one.key - other.key)
      .map(({ item }) => item);
  }

  private word(): number {
    const product = Math.imul(this.b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= shifted;
    this.d = (this.d << 11) | (this.d >>> 21);
    this.a >>>= 0;
    this.b >>>= 0;
    this.c >>>= 0;
    this.d >>>= 0;
    return result >>> 0;
  }
}
