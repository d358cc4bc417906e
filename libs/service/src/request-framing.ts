import type { DomainError } from '@acgs/contracts';
import type { IncomingMessage } from 'node:http';
import { AmbiguousRequestError, TooManyFieldsError } from './request-framing.errors.js';

const FIELDS_MAX = 200;
/** RFC 9110, section 7.2, without what has no place in the name of a server: user information, lists, white space. */
const HOST = /^(?:[\w.~%-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/** Of a repeated one Node keeps the first and joins the others; who stands before it may go by the last. */
const ONCE = ['host', 'authorization', 'content-type', 'content-length', 'dpop'];

type Received = Pick<
  IncomingMessage,
  'headers' | 'rawHeaders' | 'httpVersion' | 'httpVersionMajor' | 'httpVersionMinor'
>;

/**
 * What Node's parser lets pass, though a proxy before it could take the request for another one; null for what is plain.
 * All else of RFC 9112 (lengths that differ, folded fields, bare line ends, wrong chunks) the parser refuses itself.
 */
export function framingFault(request: Received): DomainError | null {
  const { headers, rawHeaders, httpVersionMajor: major, httpVersionMinor: minor } = request;
  if (major === 0) return new AmbiguousRequestError(`HTTP/${request.httpVersion} is not spoken here.`);
  if (rawHeaders.length > 2 * FIELDS_MAX) return new TooManyFieldsError(FIELDS_MAX);
  if (major === 1 && minor === 0 && headers['transfer-encoding'] !== undefined) {
    return new AmbiguousRequestError('HTTP/1.0 has no Transfer-Encoding.');
  }
  if (hasRepeated(request)) {
    const name = ONCE.find((each) => countOf(each, rawHeaders) > 1);
    if (name !== undefined) return new AmbiguousRequestError(`The field ${name} stands there twice.`);
  }
  return hostFault(headers, major === 1 && minor === 0);
}

function hostFault(headers: IncomingMessage['headers'], mayLack: boolean): DomainError | null {
  const authority = headers[':authority'];
  const { host = authority } = headers;
  if (host === undefined) return mayLack ? null : new AmbiguousRequestError('The field Host is missing.');
  if (typeof host !== 'string' || !HOST.test(host)) {
    return new AmbiguousRequestError('The field Host names no server.', authority === undefined ? 1 : 2);
  }
  if (authority === undefined || authority === host) return null;
  return new AmbiguousRequestError('The fields :authority and Host differ.', 2);
}

/** Nearly all requests have each field once: for them this is all that is looked at. */
const hasRepeated = ({ headers, rawHeaders }: Received): boolean =>
  2 * Object.keys(headers).length !== rawHeaders.length;

function countOf(name: string, rawHeaders: readonly string[]): number {
  return rawHeaders.filter((field, index) => index % 2 === 0 && field.toLowerCase() === name).length;
}
