import * as kinds from './kinds.js';
import { MAP_KEYS, NUMBERS } from './static-type.js';

export interface OperatorType {
  readonly operands: readonly number[];
  readonly result: number;
}

const { ANY, BOOL, BYTES, DOUBLE, DURATION, INT, LIST, MAP, STRING, TIMESTAMP, UINT } = kinds;

function same(...types: readonly number[]): OperatorType[] {
  return types.map((kind) => ({ operands: [kind, kind], result: kind }));
}

function takes(operands: readonly number[], result: number): OperatorType {
  return { operands, result };
}

const ORDERED = [
  takes([NUMBERS, NUMBERS], BOOL),
  ...[BOOL, STRING, BYTES, DURATION, TIMESTAMP].map((kind) => takes([kind, kind], BOOL)),
];

/** What each operator takes and gives. The result ANY stands for an element of the first operand. */
export const OPERATOR_TYPES: ReadonlyMap<string, readonly OperatorType[]> = new Map([
  [
    '_+_',
    [
      ...same(INT, UINT, DOUBLE, STRING, BYTES, LIST, DURATION),
      takes([TIMESTAMP, DURATION], TIMESTAMP),
      takes([DURATION, TIMESTAMP], TIMESTAMP),
    ],
  ],
  [
    '_-_',
    [
      ...same(INT, UINT, DOUBLE, DURATION),
      takes([TIMESTAMP, DURATION], TIMESTAMP),
      takes([TIMESTAMP, TIMESTAMP], DURATION),
    ],
  ],
  ['_*_', same(INT, UINT, DOUBLE)],
  ['_/_', same(INT, UINT, DOUBLE)],
  ['_%_', same(INT, UINT)],
  ['_<_', ORDERED],
  ['_<=_', ORDERED],
  ['_>_', ORDERED],
  ['_>=_', ORDERED],
  ['_==_', [takes([ANY, ANY], BOOL)]],
  ['_!=_', [takes([ANY, ANY], BOOL)]],
  ['_&&_', [takes([BOOL, BOOL], BOOL)]],
  ['_||_', [takes([BOOL, BOOL], BOOL)]],
  ['!_', [takes([BOOL], BOOL)]],
  ['-_', [takes([INT], INT), takes([DOUBLE], DOUBLE)]],
  ['@in', [takes([ANY, LIST], BOOL), takes([MAP_KEYS | DOUBLE, MAP], BOOL)]],
  ['_[_]', [takes([LIST, NUMBERS], ANY), takes([MAP, MAP_KEYS | DOUBLE], ANY)]],
  ['_?_:_', [takes([BOOL, ANY, ANY], ANY)]],
]);

/** The operator as people write it. */
export function operatorSign(name: string): string {
  return name === '@in' ? 'in' : name.replaceAll('_', '');
}
