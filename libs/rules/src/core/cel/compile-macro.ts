import { type Code, type Run, runtimeCode } from './code.js';
import { Failure, notBoolean } from './failure.js';
import { type Frame } from './frame.js';
import { kindOf, LIST, MAP, namesOf } from './kinds.js';
import { mapKeys } from './maps.js';
import { type MacroName } from './syntax-tree.js';

export interface Loop {
  readonly range: Run;
  /** The slot of the frame for the loop variable. */
  readonly slot: number;
  readonly test: Run | null;
  readonly transform: Run | null;
  /** Steps per element. */
  readonly cost: number;
}

export function macroCode(macro: MacroName, loop: Loop): Code {
  switch (macro) {
    case 'all':
      return runtimeCode(quantifier(loop, false));
    case 'exists':
      return runtimeCode(quantifier(loop, true));
    case 'exists_one':
      return runtimeCode(existsOne(loop));
    case 'map':
    case 'filter':
      return runtimeCode(collect(loop));
  }
}

/** The elements of a list or the keys of a map. */
function elementsOf(value: unknown, frame: Frame): readonly unknown[] | Failure {
  if (value instanceof Failure) return value;
  const kind = kindOf(value);
  if (kind === LIST) return value as readonly unknown[];
  return kind === MAP ? mapKeys(value as object, frame) : new Failure(`a ${namesOf(kind)} has no elements`);
}

/** The deciding answer of one element wins over the errors of others: false for all, true for exists. */
function quantifier({ range, slot, test, cost }: Loop, deciding: boolean): Run {
  return (frame) => {
    const elements = elementsOf(range(frame), frame);
    if (elements instanceof Failure) return elements;
    let failure: Failure | null = null;
    for (const element of elements) {
      frame.charge(cost);
      frame.locals[slot] = element;
      const answer = test?.(frame);
      if (answer === deciding) return deciding;
      if (answer !== !deciding) failure ??= notBoolean(answer);
    }
    return failure ?? !deciding;
  };
}

/** An error of any element is the result. */
function existsOne({ range, slot, test, cost }: Loop): Run {
  return (frame) => {
    const elements = elementsOf(range(frame), frame);
    if (elements instanceof Failure) return elements;
    let found = 0;
    for (const element of elements) {
      frame.charge(cost);
      frame.locals[slot] = element;
      const answer = test?.(frame);
      if (answer === true) found++;
      else if (answer !== false) return notBoolean(answer);
    }
    return found === 1;
  };
}

function collect({ range, slot, test, transform, cost }: Loop): Run {
  return (frame) => {
    const elements = elementsOf(range(frame), frame);
    if (elements instanceof Failure) return elements;
    const collected: unknown[] = [];
    for (const element of elements) {
      frame.charge(cost);
      frame.locals[slot] = element;
      const answer = test === null ? true : test(frame);
      if (answer === false) continue;
      if (answer !== true) return notBoolean(answer);
      const value = transform === null ? element : transform(frame);
      if (value instanceof Failure) return value;
      collected.push(value);
    }
    return collected;
  };
}
