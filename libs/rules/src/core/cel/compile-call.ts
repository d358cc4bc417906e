import { type Code, constantCode, type Run, runtimeCode } from './code.js';
import { Failure, refuse } from './failure.js';
import { type FunctionDefinition, type Implementation, type Overload } from './functions/definition.js';
import { kindOf } from './kinds.js';

/** A call of a declared function; `method` when it stands after a dot, its receiver being the first argument. */
export function callCode(definition: FunctionDefinition, method: boolean, args: readonly Code[]): Code {
  const overloads = definition.overloads.filter(
    (overload) => overload.method === method && overload.params.length === args.length,
  );
  if (overloads.length === 0) return constantCode(new Failure(`'${definition.name}' takes other arguments`));
  const special = definition.specialise?.(args.map((arg) => arg.constant?.value)) ?? null;
  return runtimeCode(
    dispatch(definition.name, special === null ? overloads : specialised(overloads, special), args),
  );
}

function specialised(overloads: readonly Overload[], run: Implementation): Overload[] {
  return overloads.map((overload) => ({ ...overload, run }));
}

function dispatch(name: string, overloads: readonly Overload[], args: readonly Code[]): Run {
  const [first, second] = args;
  if (first !== undefined && args.length === 1) return dispatchOne(name, overloads, first.run);
  if (first !== undefined && second !== undefined && args.length === 2) {
    return dispatchTwo(name, overloads, first.run, second.run);
  }
  return dispatchAny(
    name,
    overloads,
    args.map((arg) => arg.run),
  );
}

function dispatchOne(name: string, overloads: readonly Overload[], first: Run): Run {
  const choices = overloads.map(({ params: [kind = 0], run }) => ({ kind, run }));
  return (frame) => {
    const value = first(frame);
    if (value instanceof Failure) return value;
    const kind = kindOf(value);
    for (const choice of choices) if ((choice.kind & kind) !== 0) return choice.run(frame, value);
    return refuse(name, value);
  };
}

function dispatchTwo(name: string, overloads: readonly Overload[], first: Run, second: Run): Run {
  const choices = overloads.map(({ params: [one = 0, two = 0], run }) => ({ one, two, run }));
  return (frame) => {
    const left = first(frame);
    if (left instanceof Failure) return left;
    const right = second(frame);
    if (right instanceof Failure) return right;
    const one = kindOf(left);
    const two = kindOf(right);
    for (const choice of choices) {
      if ((choice.one & one) !== 0 && (choice.two & two) !== 0) return choice.run(frame, left, right);
    }
    return refuse(name, left, right);
  };
}

function dispatchAny(name: string, overloads: readonly Overload[], args: readonly Run[]): Run {
  return (frame) => {
    const values: unknown[] = [];
    for (const run of args) {
      const value = run(frame);
      if (value instanceof Failure) return value;
      values.push(value);
    }
    const fits = (overload: Overload): boolean =>
      overload.params.every((kind, index) => (kind & kindOf(values[index])) !== 0);
    const overload = overloads.find(fits);
    return overload === undefined ? refuse(name, ...values) : overload.run(frame, ...values);
  };
}
