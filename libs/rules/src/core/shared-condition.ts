import { compileCondition } from './cel/compile-condition.js';
import { type CompiledCondition } from './cel/condition.js';
import { ConditionSyntaxError } from './cel/condition-syntax-error.js';
import { unusableCondition } from './unusable-condition.js';

const inUse = new Map<string, WeakRef<CompiledCondition>>();
const forgotten = new FinalizationRegistry<string>((text) => {
  if (inUse.get(text)?.deref() === undefined) inUse.delete(text);
});

/**
 * The compiled condition for a text, the same one for as long as any rule set holds it: parsing costs some 200 µs, so a
 * new version of 10 000 rules pays for those that changed. A text that does not compile gives a condition that fails.
 */
export function sharedCondition(text: string): CompiledCondition {
  const known = inUse.get(text)?.deref();
  if (known !== undefined) return known;
  const condition = compileOrFail(text);
  inUse.set(text, new WeakRef(condition));
  forgotten.register(condition, text);
  return condition;
}

function compileOrFail(text: string): CompiledCondition {
  try {
    return compileCondition(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return unusableCondition(text, error.message);
    return unusableCondition(text, 'it is beyond what the compiler can take');
  }
}
