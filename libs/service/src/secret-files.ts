import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

const SUFFIX = '_FILE';
const BYTES_MAX = 65_536;

export interface FilledEnvironment {
  readonly values: Environment;
  /** By the variable that names the file; values never stand in them. */
  readonly faults: readonly string[];
}

/**
 * Takes the value of a variable from the file that `<NAME>_FILE` names, without the line break at its end: how orchestrators
 * hand over secrets, which an environment would show to whoever may list processes.
 *
 * @param names the variables that a service reads; those that end in `_FILE` themselves stay what they are
 */
export function withSecretFiles(names: readonly string[], environment: Environment): FilledEnvironment {
  const values: Record<string, string | undefined> = { ...environment };
  const faults: string[] = [];
  for (const name of names) {
    const variable = name + SUFFIX;
    const file = environment[variable];
    if (file === undefined || file === '' || names.includes(variable)) continue;
    if ((environment[name] ?? '') !== '') faults.push(`${variable}: does not go together with ${name}`);
    else {
      const read = contentOf(file);
      if ('fault' in read) faults.push(`${variable}: ${read.fault}`);
      else values[name] = read.value;
    }
  }
  return { values, faults };
}

/** These values, for a process that would otherwise find files for the same variables in what it inherits. */
export const insteadOfFiles = (values: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(values).map((name) => [name + SUFFIX, ''])),
  ...values,
});

function contentOf(file: string): { value: string } | { fault: string } {
  try {
    const content = readFileSync(file);
    if (content.length > BYTES_MAX) return { fault: `the file has more than ${String(BYTES_MAX)} bytes` };
    const value = content.toString('utf8').replace(/\r?\n$/, '');
    return value === '' ? { fault: 'the file is empty' } : { value };
  } catch (error) {
    return { fault: `the file can't be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
}
