import {
  getComprehensionSuite,
  getConformanceSuite,
  type IncrementalTest,
  type IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { compileExpression } from '../../libs/rules/src/core/cel/compile-expression.js';
import { Failure } from '../../libs/rules/src/core/cel/failure.js';
import { fromSpec, type Matcher, same, type SpecValue } from './cel-values.js';

/** Groups that are not run, and why. */
export const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ['dynamic', 'protobuf messages: wrapper types in message fields'],
  ['enums', 'protobuf enums'],
  ['proto2', 'protobuf messages'],
  ['proto2_ext', 'protobuf extension fields'],
  ['proto3', 'protobuf messages'],
  ['wrappers', 'protobuf messages: wrapper types'],
  ['eq_wrapper', 'protobuf messages: wrapper types in message fields'],
  ['struct_field_names', 'protobuf messages: names of their fields'],
  ['bindings_ext', 'extension that the parser of @bufbuild/cel does not have: cel.bind'],
  ['block_ext', 'extension that the parser of @bufbuild/cel does not have: cel.block'],
  ['encoders_ext', 'extension that @bufbuild/cel does not have: base64'],
  ['macros2', 'macros with two variables, which the parser of @bufbuild/cel does not have'],
  ['comprehensions', 'macros with two variables, which the parser of @bufbuild/cel does not have'],
  ['quoted_map_fields', 'names in backticks, which the parser of @bufbuild/cel does not have'],
  ['optionals', 'optional syntax, which the parser of @bufbuild/cel does not have'],
]);

/** Cases of other groups that are about messages or enums. */
const OF_MESSAGES = /TestAllTypes|NestedEnum|GlobalEnum|google\.protobuf\.(?!Timestamp\b|Duration\b)/;

export interface SuiteResult {
  passed: number;
  failed: number;
  leftOut: number;
  /** The groups of LEFT_OUT that were met. */
  readonly groupsLeftOut: Set<string>;
  readonly failures: { readonly name: string; readonly expression: string; readonly got: string }[];
}

/** Runs the conformance cases of the CEL specification with our compiler. Takes about a second. */
export function runCelSuite(): SuiteResult {
  const result: SuiteResult = { passed: 0, failed: 0, leftOut: 0, groupsLeftOut: new Set(), failures: [] };
  for (const suite of [getConformanceSuite(), getComprehensionSuite()]) runGroup(suite, [], result);
  return result;
}

function runGroup(group: IncrementalTestSuite, path: readonly string[], result: SuiteResult): void {
  const here = [...path, group.name];
  if (LEFT_OUT.has(group.name)) result.groupsLeftOut.add(group.name);
  for (const test of group.tests) {
    if (here.some((name) => LEFT_OUT.has(name)) || isLeftOut(test)) result.leftOut += 1;
    else runCase(test, here, result);
  }
  for (const inner of group.suites) runGroup(inner, here, result);
}

/** Messages and enums stand in other groups too, as do cases that ask for a static type alone. */
function isLeftOut({ original }: IncrementalTest): boolean {
  const expected = expectedValue(original.resultMatcher)?.kind.case;
  const bound = Object.values(original.bindings).some(
    ({ kind }) => kind.case === 'value' && kind.value.kind.case === 'objectValue',
  );
  return (
    original.checkOnly ||
    bound ||
    OF_MESSAGES.test(original.expr) ||
    expected === 'objectValue' ||
    expected === 'enumValue'
  );
}

function runCase(test: IncrementalTest, path: readonly string[], result: SuiteResult): void {
  const got = evaluate(test);
  if (isExpected(test, got)) {
    result.passed += 1;
    return;
  }
  result.failed += 1;
  const name = [...path, test.name].join('/');
  result.failures.push({ name, expression: test.original.expr, got: shown(got) });
}

function evaluate({ original }: IncrementalTest): unknown {
  try {
    const bindings = Object.entries(original.bindings).map(([name, { kind }]) => {
      if (kind.case !== 'value') throw new Error('only values can be bound');
      return [name, fromSpec(kind.value)] as const;
    });
    const variables = bindings.map(([name]) => name);
    const options = { variables, container: original.container };
    return compileExpression(original.expr, options).evaluate(Object.fromEntries(bindings));
  } catch (error) {
    return new Failure(error instanceof Error ? error.message : 'the case can not be read');
  }
}

function isExpected({ original }: IncrementalTest, got: unknown): boolean {
  const { resultMatcher } = original;
  const expected = expectedValue(resultMatcher);
  if (expected !== undefined) return same(got, fromSpec(expected));
  switch (resultMatcher.case) {
    case 'evalError':
    case 'anyEvalErrors':
      return got instanceof Failure;
    case undefined:
      return got === true;
    default:
      throw new Error(`${original.name}: no way to compare with ${resultMatcher.case}`);
  }
}

function expectedValue(matcher: Matcher): SpecValue | undefined {
  if (matcher.case === 'value') return matcher.value;
  return matcher.case === 'typedResult' ? matcher.value.result : undefined;
}

function shown(value: unknown): string {
  return value instanceof Failure ? `error: ${value.error}` : String(value);
}
