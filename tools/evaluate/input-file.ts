import { readFile } from 'node:fs/promises';
import { parse, YAMLParseError } from 'yaml';
import { type z } from 'zod';
import { EvaluationInputError, faultsOf } from './evaluation-input.errors.js';

/** Reads YAML, of which JSON is a part. @throws EvaluationInputError listing every fault. */
export async function readInput<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const result = schema.safeParse(parseText(file, await textOfFile(file)));
  if (!result.success) throw new EvaluationInputError(file, faultsOf(result.error));
  return result.data;
}

/** What a failed system call means to whoever named the path. */
export function unreadable(path: string, error: unknown): EvaluationInputError {
  const { code } = error as NodeJS.ErrnoException;
  return new EvaluationInputError(path, [
    code === 'ENOENT' ? 'it is not there' : `it cannot be read (${code ?? ''})`,
  ]);
}

async function textOfFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function parseText(file: string, text: string): unknown {
  try {
    return file.endsWith('.json') ? (JSON.parse(text) as unknown) : (parse(text) as unknown);
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof SyntaxError) {
      throw new EvaluationInputError(file, [error.message]);
    }
    throw error;
  }
}
