type Level<Value> = Map<string, Value>;
type Triples<Value> = Level<Level<Level<Value>>>;

/** What an entry weighs beside its list: three names and their places in the maps, in list places. */
const ENTRY_WEIGHT = 64;

/**
 * Remembers the lists found for (subject type, action name, resource type). Names come from callers, so its size is
 * bounded: when the younger of two generations is full it becomes the older one, and the older one is forgotten. What
 * is asked for often survives a flood of names that are asked for once.
 */
export class ScopeMemo<Entry> {
  private younger: Triples<readonly Entry[]> = new Map();
  private older: Triples<readonly Entry[]> = new Map();
  private weight = 0;

  /** @param capacity of one generation, in list places; every entry weighs 64 of them beside its list. */
  constructor(private readonly capacity: number) {}

  get(subject: string, action: string, resource: string): readonly Entry[] | undefined {
    const list = this.younger.get(subject)?.get(action)?.get(resource);
    if (list !== undefined) return list;
    const survivor = this.older.get(subject)?.get(action)?.get(resource);
    if (survivor !== undefined) this.set(subject, action, resource, survivor);
    return survivor;
  }

  set(subject: string, action: string, resource: string, list: readonly Entry[]): void {
    const weight = ENTRY_WEIGHT + list.length;
    if (this.weight + weight > this.capacity) {
      this.older = this.younger;
      this.younger = new Map();
      this.weight = 0;
    }
    this.weight += weight;
    below(below(this.younger, subject), action).set(resource, list);
  }
}

function below<Value>(level: Level<Level<Value>>, name: string): Level<Value> {
  const known = level.get(name);
  if (known !== undefined) return known;
  const made: Level<Value> = new Map();
  level.set(name, made);
  return made;
}
