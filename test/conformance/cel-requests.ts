import fc from 'fast-check';

export interface Request {
  readonly subject: unknown;
  readonly action: unknown;
  readonly resource: unknown;
  readonly context: unknown;
}

export const NAMES = ['a', 'b', 'c', 'amount', 'owner', 'tags'] as const;
export const LETTERS = [
  'a',
  'b',
  'ab',
  'ba b',
  'A',
  '12',
  '3',
  '-7',
  'é',
  '😀',
  '%s',
  '2026-01-31T09:30:00Z',
  '1h',
  '',
];

const scalar = fc.oneof(
  fc.constantFrom(0, 1, 2, -1, 1.5, 3, 1e21, 9007199254740993),
  fc.constantFrom(...LETTERS.filter((text) => text !== '')),
  fc.boolean(),
  fc.constant(null),
);
const json = fc.letrec<{ value: unknown; map: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('map'),
  ),
  map: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));
const part = fc.record(
  {
    type: fc.constantFrom('a', 'b'),
    id: fc.constantFrom('a', 'b'),
    properties: json.map,
  },
  { noNullPrototype: true },
);

/** Requests of the AuthZEN shape whose names and values are few, so that expressions meet them. */
export const request: fc.Arbitrary<Request> = fc.record(
  {
    subject: part,
    action: fc.record({ name: fc.constantFrom('a', 'b'), properties: json.map }, { noNullPrototype: true }),
    resource: part,
    context: json.map,
  },
  { noNullPrototype: true },
);
