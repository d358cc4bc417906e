import { type Code, constantCode, runtimeCode, type Run } from './code.js';
import { excerptOf } from './excerpt.js';
import { Failure } from './failure.js';
import { BAGS } from './frame.js';
import { kindOf, LIST, MAP, namesOf, TYPE_NAMES } from './kinds.js';
import { mapValue } from './maps.js';
import { isInheritedName, ownValue } from './own-data.js';
import { candidateNames, type Scope } from './scope.js';
import { type Node } from './syntax-tree.js';
import { mapKeyOf, Uint } from './values.js';

interface Path {
  readonly root: string;
  readonly fields: readonly string[];
}

/** The variable or type that a chain of names begins with, and the fields selected from it; null for anything else. */
export function pathOf(node: Node): Path | null {
  if (node.kind === 'identifier') return { root: node.name, fields: [] };
  const select = selectionOf(node);
  const operand = select === null ? null : pathOf(select.operand);
  return operand === null || select === null
    ? null
    : { root: operand.root, fields: [...operand.fields, select.field] };
}

/** `a.b`, or `a['b']`, which means the same. */
function selectionOf(node: Node): { readonly operand: Node; readonly field: string } | null {
  if (node.kind === 'select') return node;
  if (node.kind !== 'call' || node.name !== '_[_]') return null;
  const [operand, key] = node.args;
  return operand !== undefined && key?.kind === 'constant' && typeof key.value === 'string'
    ? { operand, field: key.value }
    : null;
}

export function compilePath({ root, fields }: Path, scope: Scope): Code {
  const slot = scope.locals.get(root);
  if (slot !== undefined) return runtimeCode(selectAll((frame) => frame.locals[slot], fields, root));
  for (let used = fields.length; used >= 0; used--) {
    const name = [root, ...fields.slice(0, used)].join('.');
    for (const candidate of candidateNames(scope.container, name)) {
      if (scope.variables.has(candidate)) return compileVariable(candidate, fields.slice(used), scope);
      const type = used === fields.length ? TYPE_NAMES.get(candidate) : undefined;
      if (type !== undefined) return constantCode(type);
    }
  }
  return constantCode(new Failure(`unknown variable '${root}'`));
}

function compileVariable(name: string, fields: readonly string[], scope: Scope): Code {
  const run = scope.ofRequest && fields.length > 0 ? readRequest(name, fields) : readBinding(name, fields);
  return runtimeCode(scope.tracing ? noted([name, ...fields].join('.'), run) : run);
}

function noted(path: string, run: Run): Run {
  return (frame) => {
    const value = run(frame);
    if (!(value instanceof Failure)) frame.reads?.push({ path, value });
    return value;
  };
}

function readBinding(name: string, fields: readonly string[]): Run {
  const missing = new Failure(`missing variable ${name}`);
  const run: Run = (frame) => {
    const value = frame.read(name);
    return value === undefined ? missing : value;
  };
  return selectAll(run, fields, name);
}

function readRequest(name: string, fields: readonly string[]): Run {
  const [first = '', second] = fields;
  const inProperties = first === 'properties' && second !== undefined && name !== 'context';
  const part = inProperties ? 'properties' : null;
  const bag = BAGS.findIndex(([variable, of]) => variable === name && of === part);
  const field = inProperties ? second : first;
  const path = inProperties ? `${name}.properties` : name;
  return selectAll(
    readBag(bag, field, `${path}.${field}`),
    fields.slice(inProperties ? 2 : 1),
    `${path}.${field}`,
  );
}

/** The hot path of most conditions: one property of a part of the request that was looked up before. */
function readBag(index: number, field: string, path: string): Run {
  const missing = new Failure(`missing attribute ${path}`);
  if (isInheritedName(field)) {
    return (frame) => {
      const value = ownValue(frame.bags[index] ?? frame.openBag(index), field);
      return value === undefined ? missing : value;
    };
  }
  return (frame) => {
    const value = (frame.bags[index] ?? frame.openBag(index))[field];
    return value === undefined ? missing : value;
  };
}

function selectAll(run: Run, fields: readonly string[], path: string): Run {
  const [field, ...rest] = fields;
  if (field === undefined) return run;
  return selectAll(select(run, field, `${path}.${field}`), rest, `${path}.${field}`);
}

function select(run: Run, field: string, path: string): Run {
  const missing = new Failure(`missing attribute ${path}`);
  return (frame) => {
    const operand = run(frame);
    if (operand instanceof Failure) return operand;
    const value = fieldOf(operand, field);
    return value === undefined ? missing : value;
  };
}

function fieldOf(operand: unknown, field: string): unknown {
  return kindOf(operand) === MAP ? mapValue(operand as object, field) : undefined;
}

/** A field of anything that is no variable, such as a call's result. */
export function selectCode(operand: Code, field: string): Code {
  return runtimeCode(select(operand.run, field, field));
}

/** `has(a.b)`: a field that is null counts as absent, as it does for the reference evaluator. */
export function hasCode(operand: Code, field: string): Code {
  return runtimeCode((frame) => {
    const map = operand.run(frame);
    if (map instanceof Failure) return map;
    const value = fieldOf(map, field);
    return value !== undefined && value !== null;
  });
}

/** The same for a path of the request: what is there is found the fast way, what is not the other. */
export function hasPathCode(path: Path, field: string, scope: Scope): Code {
  const fields = [...path.fields, field];
  const quiet = { ...scope, tracing: false };
  const { run } = compilePath({ root: path.root, fields }, quiet);
  const slowly = hasCode(compilePath(path, quiet), field).run;
  const has: Run = (frame) => {
    const value = run(frame);
    return value instanceof Failure ? slowly(frame) : value !== null;
  };
  const noting = scope.tracing && !scope.locals.has(path.root);
  return runtimeCode(noting ? noted(`has(${[path.root, ...fields].join('.')})`, has) : has);
}

export function indexCode(operand: Code, key: Code): Code {
  return runtimeCode((frame) => {
    const container = operand.run(frame);
    if (container instanceof Failure) return container;
    const index = key.run(frame);
    if (index instanceof Failure) return index;
    return elementOf(container, index);
  });
}

function elementOf(container: unknown, key: unknown): unknown {
  const kind = kindOf(container);
  if (kind === LIST) return atIndex(container as readonly unknown[], key);
  if (kind !== MAP) return new Failure(`a ${namesOf(kind)} has no elements`);
  if (mapKeyOf(key) === undefined) return new Failure(`a ${namesOf(kindOf(key))} is no key`);
  const value = mapValue(container as object, key);
  return value === undefined ? new Failure(`no such key: ${shownKey(key)}`) : value;
}

function atIndex(list: readonly unknown[], key: unknown): unknown {
  const index = key instanceof Uint ? key.value : key;
  if (typeof index !== 'number' && typeof index !== 'bigint')
    return new Failure('a list takes an int as index');
  const value = list[Number(index)];
  return value === undefined
    ? new Failure(`index ${index.toString()} out of range of ${list.length}`)
    : value;
}

function shownKey(key: unknown): string {
  return excerptOf(String(key instanceof Uint ? key.value : key), 80);
}
