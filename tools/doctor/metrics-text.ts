interface Sample {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** What stands on `/metrics`. */
export class Metrics {
  constructor(private readonly samples: readonly Sample[]) {}

  /** The sum over all labels; null when there is no such metric. */
  sum(name: string): number | null {
    const values = this.samples.filter((sample) => sample.name === name).map(({ value }) => value);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  }

  /** Every value of a label, each once. */
  labels(name: string, label: string): string[] {
    const values = this.samples
      .filter((sample) => sample.name === name)
      .map(({ labels }) => labels.get(label) ?? '');
    return [...new Set(values)];
  }
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus' text form; lines that are none of it are passed over. */
export function metricsIn(text: string): Metrics {
  const samples = text.split('\n').flatMap((line): Sample[] => {
    const [, name, labels = '', value] = LINE.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(LABEL)].map((pair): [string, string] => [pair[1] ?? '', pair[2] ?? '']);
    return [{ name, labels: new Map(pairs), value: Number(value) }];
  });
  return new Metrics(samples);
}
