import { type Code, type Run, runtimeCode } from './code.js';
import { notBoolean, refuse } from './failure.js';

/** False wins over an error on either side, as CEL has it. */
export function andCode(left: Code, right: Code): Code {
  const first = left.run;
  const second = right.run;
  return runtimeCode((frame) => {
    const one = first(frame);
    if (one === false) return false;
    const other = second(frame);
    if (other === false) return false;
    if (one !== true) return notBoolean(one);
    return other === true ? true : notBoolean(other);
  });
}

/** True wins over an error on either side. */
export function orCode(left: Code, right: Code): Code {
  const first = left.run;
  const second = right.run;
  return runtimeCode((frame) => {
    const one = first(frame);
    if (one === true) return true;
    const other = second(frame);
    if (other === true) return true;
    if (one !== false) return notBoolean(one);
    return other === false ? false : notBoolean(other);
  });
}

export function notCode(operand: Code): Code {
  const { run } = operand;
  return runtimeCode((frame) => {
    const value = run(frame);
    if (value === true) return false;
    return value === false ? true : refuse('!', value);
  });
}

export function conditionalCode(test: Code, then: Code, otherwise: Code): Code {
  if (test.constant !== null && typeof test.constant.value === 'boolean') {
    return test.constant.value ? then : otherwise;
  }
  const run: Run = (frame) => {
    const value = test.run(frame);
    if (value === true) return then.run(frame);
    return value === false ? otherwise.run(frame) : notBoolean(value);
  };
  return runtimeCode(run);
}
