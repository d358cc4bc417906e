import type { ContentObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder.js';
import type { NamedOperation, Operation } from './openapi-types.js';

interface Example {
  readonly request?: unknown;
  readonly answer?: unknown;
}

const FILE = join('tools', 'openapi', 'examples.json');

/**
 * With an example for the body and the main answers of each, by the id of the operation.
 *
 * @throws Error when the file lacks one, or has one too many
 */
export function withExamples(operations: readonly NamedOperation[]): NamedOperation[] {
  const unused = new Map(
    Object.entries(JSON.parse(readFileSync(join(PROJECT_FOLDER, FILE), 'utf8')) as Record<string, Example>),
  );
  const shown = operations.map((one) => {
    const id = one.operation.operationId ?? '';
    const example = unused.get(id) ?? {};
    unused.delete(id);
    return { ...one, operation: withExample(one.operation, example) };
  });
  for (const id of unused.keys()) throw new Error(`${FILE} has an example for "${id}", which there is not.`);
  return shown;
}

function withExample(operation: Operation, { request, answer }: Example): Operation {
  const id = operation.operationId ?? '';
  const { requestBody: body, responses } = operation;
  const shown = Object.entries(responses).map(([status, response]) =>
    status.startsWith('2') && hasContent(response)
      ? [status, { ...response, content: filled(response.content, answer, `answer of ${id}`) }]
      : [status, response],
  );
  return {
    ...operation,
    ...(hasContent(body)
      ? { requestBody: { ...body, content: filled(body.content, request, `body of ${id}`) } }
      : {}),
    responses: Object.fromEntries(shown) as Operation['responses'],
  };
}

const hasContent = <Part extends object>(part: Part | undefined): part is Part & { content: ContentObject } =>
  part !== undefined && 'content' in part && part.content !== undefined;

/** JSON has no way to write bytes. */
function filled(content: ContentObject, example: unknown, what: string): ContentObject {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      if (type === 'application/octet-stream' || type.startsWith('text/')) return [type, media];
      if (example === undefined) throw new Error(`${FILE} has no example for the ${what}.`);
      return [type, { ...media, example }];
    }),
  );
}
