import { isUtf8 } from 'node:buffer';
import { JsonScanner } from './json-scanner.js';
import { MalformedJsonError } from './request.errors.js';

/**
 * Reads a JSON body strictly, as I-JSON (RFC 7493): UTF-8, no duplicate keys, no lone surrogates, no number that
 * doubles cannot hold; and besides no NUL, no `__proto__`, and at most 64 levels. What is accepted means the same to
 * every reader and can be stored. Linear in the length.
 *
 * @throws MalformedJsonError with every fault and its path
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw new MalformedJsonError('The body is empty; JSON is expected.');
  if (!isUtf8(body)) throw new MalformedJsonError('The body is not UTF-8.');
  const text = body.toString('utf8');
  const value = parse(text);
  const faults = new JsonScanner(text).faults();
  if (faults.length > 0) {
    throw new MalformedJsonError('The body is JSON that is not accepted; see the faults.', faults);
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof SyntaxError ? error.message : 'it is nested too deeply';
    throw new MalformedJsonError(`The body is not JSON: ${message}.`);
  }
}
