import { type Frame } from '../frame.js';
import * as kinds from '../kinds.js';
import { type Duration, type Timestamp, type Uint } from '../values.js';

declare const valueType: unique symbol;

/** A set of types that an argument may have, with the type its values have in TypeScript. */
export interface Kind<T> {
  readonly bits: number;
  readonly [valueType]?: T;
}

export const bool: Kind<boolean> = { bits: kinds.BOOL };
export const int: Kind<bigint> = { bits: kinds.INT };
export const uint: Kind<Uint> = { bits: kinds.UINT };
export const double: Kind<number> = { bits: kinds.DOUBLE };
export const text: Kind<string> = { bits: kinds.STRING };
export const bytes: Kind<Uint8Array> = { bits: kinds.BYTES };
export const list: Kind<readonly unknown[]> = { bits: kinds.LIST };
export const map: Kind<object> = { bits: kinds.MAP };
export const duration: Kind<Duration> = { bits: kinds.DURATION };
export const timestamp: Kind<Timestamp> = { bits: kinds.TIMESTAMP };
export const any: Kind<unknown> = { bits: kinds.ANY };
export const anyNumber: Kind<number | bigint | Uint> = { bits: kinds.INT | kinds.UINT | kinds.DOUBLE };

type ValuesOf<K extends readonly Kind<unknown>[]> = {
  [I in keyof K]: K[I] extends Kind<infer T> ? T : never;
};

/** Gets values of the overload's kinds, the receiver first; gives a value or a Failure, and charges its cost. */
export type Implementation = (frame: Frame, ...values: unknown[]) => unknown;

export interface Overload {
  readonly method: boolean;
  readonly params: readonly number[];
  readonly result: number;
  readonly run: Implementation;
}

export interface FunctionDefinition {
  readonly name: string;
  readonly doc: string;
  /** What a call costs, in steps. */
  readonly cost: string;
  readonly overloads: readonly Overload[];
  /** A faster implementation when some arguments are constants, undefined being the others; null when there is none. */
  readonly specialise?: (constants: readonly unknown[]) => Implementation | null;
}

type Typed<K extends readonly Kind<unknown>[]> = (frame: Frame, ...values: ValuesOf<K>) => unknown;

export function func<const K extends readonly Kind<unknown>[]>(
  params: K,
  result: Kind<unknown>,
  run: Typed<K>,
): Overload {
  return {
    method: false,
    params: params.map((kind) => kind.bits),
    result: result.bits,
    run: run as Implementation,
  };
}

/** As `func`, with the receiver as the first of the parameters. */
export function method<const K extends readonly Kind<unknown>[]>(
  params: K,
  result: Kind<unknown>,
  run: Typed<K>,
): Overload {
  return { ...func(params, result, run), method: true };
}

export function define(
  name: string,
  doc: string,
  cost: string,
  overloads: readonly Overload[],
): FunctionDefinition {
  return { name, doc, cost, overloads };
}
