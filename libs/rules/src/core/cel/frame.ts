import { BudgetSpentError } from './failure.js';
import { type ConditionVariables, type ReadValue } from './condition.js';
import { dataProperties, ownValue } from './own-data.js';

/** The parts of a request that conditions read most, each looked up once per request. */
export const BAGS: readonly (readonly [keyof ConditionVariables, 'properties' | null])[] = [
  ['subject', null],
  ['action', null],
  ['resource', null],
  ['context', null],
  ['subject', 'properties'],
  ['action', 'properties'],
  ['resource', 'properties'],
];

const NONE = undefined;

export type Bag = Readonly<Record<string, unknown>>;

export type Bindings = Bag | ConditionVariables;

/** The value of a part of a condition, and the steps that it took. */
interface LastingValue {
  readonly value: unknown;
  readonly steps: number;
}

/** What one request's conditions share while they run: variables, loop variables, steps left. */
export class Frame implements ConditionVariables {
  readonly bags: (Bag | undefined)[] = [NONE, NONE, NONE, NONE, NONE, NONE, NONE];
  readonly locals: unknown[] = [];
  /** Where values are noted while a trace is made; null on the hot path. */
  reads: ReadValue[] | null = null;
  /** What lasting parts have come to, where a condition is repeated; null on the hot path. */
  lasting: (LastingValue | undefined)[] | null = null;
  private budget = 0;
  private left = 0;

  constructor(readonly bindings: Bindings) {}

  get subject(): unknown {
    return this.read('subject');
  }
  get action(): unknown {
    return this.read('action');
  }
  get resource(): unknown {
    return this.read('resource');
  }
  get context(): unknown {
    return this.read('context');
  }

  read(name: string): unknown {
    return (this.bindings as Bag)[name];
  }

  start(budget: number): void {
    this.budget = budget;
    this.left = budget;
  }

  get stepsLeft(): number {
    return this.left;
  }

  /** @throws BudgetSpentError when fewer steps are left. */
  charge(steps: number): void {
    this.left -= steps;
    if (this.left < 0) throw new BudgetSpentError(this.budget);
  }

  /** The own data properties of one part of the request; none when it is no map. */
  openBag(index: number): Bag {
    const [name, part] = BAGS[index] ?? ['context', null];
    const value = this.read(name);
    const bag = dataProperties(part === null ? value : propertyOf(value, part));
    this.bags[index] = bag;
    return bag;
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? ownValue(value, name) : undefined;
}
