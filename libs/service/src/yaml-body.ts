import { isUtf8 } from 'node:buffer';
import { Composer, type Document } from 'yaml';
import { parseJsonBody } from './json-body.js';
import { MalformedJsonError, PayloadTooLargeError } from './request.errors.js';
import { YamlTokens } from './yaml-body-tokens.js';
import { refuseUnlessJson } from './yaml-body-values.js';

const YAML_LIMIT_BYTES = 1024 * 1024;
const FAULTS_MAX = 20;

/**
 * Reads a YAML 1.2 body (RFC 9512): one document of at most 64 levels, unique keys, no aliases (so no billion laughs)
 * and no tags of one's own. The value then has to pass as JSON.
 *
 * @throws MalformedJsonError with line and column
 * @throws PayloadTooLargeError over 1 MiB; as JSON it may be larger
 */
export function parseYamlBody(body: Buffer): unknown {
  if (body.length > YAML_LIMIT_BYTES)
    throw new PayloadTooLargeError('YAML may have 1 MiB; send larger documents as application/json.');
  if (!isUtf8(body)) throw new MalformedJsonError('The body is not UTF-8.');
  const text = body.toString('utf8');
  const tokens = new YamlTokens(text);
  const document = compose(tokens);
  refuseUnlessJson(tokens, document.contents);
  return parseJsonBody(Buffer.from(JSON.stringify(document.toJS({ maxAliasCount: 0 })), 'utf8'));
}

/** Without the composer's own search for keys that stand twice: it compares each with every other. */
function compose(tokens: YamlTokens): Document.Parsed {
  const composer = new Composer({ uniqueKeys: false, strict: true, logLevel: 'error' });
  const [document] = withoutStacks(() => [...composer.compose(tokens.read(), true, 0)]);
  if (document === undefined) throw new MalformedJsonError('The body is not acceptable YAML.');
  const problems = [...document.errors, ...document.warnings];
  if (problems.length === 0) return document;
  throw new MalformedJsonError(
    'The body is not acceptable YAML.',
    problems.slice(0, FAULTS_MAX).map(({ message, pos }) => tokens.fault(message, pos[0])),
  );
}

/** The composer makes an Error of every problem it finds; most of what that costs is the stack, which nobody reads. */
function withoutStacks<Result>(work: () => Result): Result {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
