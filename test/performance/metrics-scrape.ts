/** The figures of one service at one moment, as `/metrics` tells them. */
export class MetricsScrape {
  private constructor(
    private readonly text: string,
    /** `performance.now()` when it was asked for. */
    readonly at: number,
  ) {}

  /** `origin` is the address of a service. */
  static async of(origin: string): Promise<MetricsScrape> {
    const at = performance.now();
    const response = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(`${origin}/metrics answers ${String(response.status)}`);
    return new MetricsScrape(await response.text(), at);
  }

  has(name: string): boolean {
    return this.text.includes(`# TYPE ${name} `);
  }

  /** The sum over all series of a name that have these labels; 0 when there is none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return this.text
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => wanted.every((pair) => line.includes(pair)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }
}
