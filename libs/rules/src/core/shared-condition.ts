import { compileCondition } from './cel/compile-condition.js';
import { type CompiledCondition } from './cel/condition.js';
import { ConditionSyntaxError } from './cel/condition-syntax-error.js';
import { NO_PARAMETERS, type ParameterValues } from './cel/parameters.js';
import { unusableCondition } from './unusable-condition.js';

const DOES_NOT_COMPILE = 'the condition does not compile';

const inUse = new Map<string, WeakRef<CompiledCondition>>();
const forgotten = new FinalizationRegistry<string>((key) => {
  if (inUse.get(key)?.deref() === undefined) inUse.delete(key);
});

/**
 * The compiled condition for a text and the values of its parameters, the same one for as long as any rule set holds it:
 * parsing costs some 200 µs, so a new version of 10 000 rules pays for those that changed. A text that does not compile
 * gives a condition that fails.
 */
export function sharedCondition(text: string, parameters = NO_PARAMETERS): CompiledCondition {
  const key = keyOf(text, parameters);
  const known = inUse.get(key)?.deref();
  if (known !== undefined) return known;
  const condition = compileOrFail(text, parameters);
  inUse.set(key, new WeakRef(condition));
  forgotten.register(condition, key);
  return condition;
}

/** No condition has a NUL outside of a literal, and none without parameters has anything after it. */
function keyOf(text: string, parameters: ParameterValues): string {
  if (parameters.size === 0) return text;
  const values = [...parameters].map(([name, value]) => [name, typeof value, String(value)]);
  return `${text}\0${JSON.stringify(values)}`;
}

function compileOrFail(text: string, parameters: ParameterValues): CompiledCondition {
  try {
    return compileCondition(text, parameters);
  } catch (error) {
    if (error instanceof ConditionSyntaxError)
      return unusableCondition(text, `${DOES_NOT_COMPILE}: ${error.message}`);
    return unusableCondition(text, `${DOES_NOT_COMPILE}: it is beyond what the compiler can take`);
  }
}
