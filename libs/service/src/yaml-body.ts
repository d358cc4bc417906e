import { isUtf8 } from 'node:buffer';
import { parseDocument } from 'yaml';
import { parseJsonBody } from './json-body.js';
import { MalformedJsonError, PayloadTooLargeError } from './request.errors.js';

/** Reading YAML takes some fifty times as long as reading JSON. */
const YAML_LIMIT_BYTES = 1024 * 1024;

/**
 * Reads a YAML 1.2 body (RFC 9512): one document, unique keys, no aliases (so no billion laughs) and no tags of one's
 * own. The value then has to pass as JSON.
 *
 * @throws MalformedJsonError with line and column
 * @throws PayloadTooLargeError over 1 MiB; as JSON it may be larger
 */
export function parseYamlBody(body: Buffer): unknown {
  if (body.length > YAML_LIMIT_BYTES)
    throw new PayloadTooLargeError('YAML may have 1 MiB; send larger documents as application/json.');
  if (!isUtf8(body)) throw new MalformedJsonError('The body is not UTF-8.');
  const document = parseDocument(body.toString('utf8'), {
    uniqueKeys: true,
    strict: true,
    logLevel: 'error',
  });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    throw new MalformedJsonError(
      'The body is not acceptable YAML.',
      problems.map(({ message, linePos }) => ({
        path: '',
        message: message.split('\n')[0] ?? message,
        ...(linePos === undefined ? {} : { line: linePos[0].line, column: linePos[0].col }),
      })),
    );
  }
  return parseJsonBody(Buffer.from(jsonOf(document), 'utf8'));
}

function jsonOf(document: ReturnType<typeof parseDocument>): string {
  try {
    return JSON.stringify(document.toJS({ maxAliasCount: 0 }));
  } catch (error) {
    throw new MalformedJsonError(
      `The body is not acceptable YAML: ${error instanceof Error ? error.message : ''}.`,
    );
  }
}
