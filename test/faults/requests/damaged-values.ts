import fc from 'fast-check';

type Container = Record<string, unknown> | unknown[];

interface Edit {
  /** At each step the member with that number, round and round. */
  readonly path: readonly number[];
  readonly kind: 'replace' | 'remove' | 'add' | 'repeat';
  readonly name: string;
  readonly value: unknown;
}

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'tenant',
  'roles',
  'permissions',
  'id',
  '$ref',
  '',
  'a'.repeat(300),
  'é',
  '\u0000',
];
const TEXTS = [
  '',
  '\u0000',
  '\ud800',
  '🧨',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>',
  '${7*7}',
  '%00',
  'x'.repeat(70_000),
  '-0',
  'NaN',
  '1e999',
];
const NUMBERS = [0, -0, -1, 0.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE];
const EDITS_MAX = 3;
const STEPS_MAX = 5;

/** What APIs fall over: texts, numbers and shapes that no schema here asks for. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, null, true, [], {}, [[[[[[]]]]]]),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.jsonValue({ maxDepth: 4 }),
);

const edit: fc.Arbitrary<Edit> = fc.record({
  path: fc.array(fc.nat(20), { maxLength: STEPS_MAX }),
  kind: fc.constantFrom('replace', 'remove', 'add', 'repeat'),
  name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 10 })),
  value: hostile,
});

/** A value with one to three members changed, taken out, added or doubled. */
export const damaged = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.array(edit, { minLength: 1, maxLength: EDITS_MAX }))
    .map(([whole, edits]) => edits.reduce(apply, structuredClone(whole)));

function apply(whole: unknown, change: Edit): unknown {
  const { path, kind } = change;
  // A copy: put in twice, one and the same would become part of itself.
  const value = structuredClone(change.value);
  if (!isContainer(whole) || (path.length === 0 && kind === 'replace')) return value;
  const { container, key } = memberAt(whole, path);
  if (kind === 'add' || key === null) add(container, change.name, value);
  else if (kind === 'remove') remove(container, key);
  else if (kind === 'repeat' && Array.isArray(container))
    container.push(structuredClone(container[Number(key)]));
  else define(container, key, value);
  return whole;
}

function memberAt(whole: Container, path: readonly number[]): { container: Container; key: string | null } {
  let container = whole;
  let key: string | null = null;
  for (const step of path.length === 0 ? [0] : path) {
    const inner: unknown = key === null ? container : (container as Record<string, unknown>)[key];
    if (!isContainer(inner)) break;
    container = inner;
    const names = Object.keys(container);
    key = names[step % Math.max(1, names.length)] ?? null;
  }
  return { container, key };
}

function remove(container: Container, key: string): void {
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else Reflect.deleteProperty(container, key);
}

function add(container: Container, name: string, value: unknown): void {
  if (Array.isArray(container)) container.push(value);
  else define(container, name, value);
}

/** Also `__proto__` as a member of its own. */
function define(container: Container, name: string, value: unknown): void {
  Object.defineProperty(container, name, { value, enumerable: true, configurable: true, writable: true });
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
