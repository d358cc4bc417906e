import { RequestTargetRefusedError } from './proxy.errors.js';

/** RFC 3986, section 3.3, with a slash at the start and no empty segment but a last one. */
const PATH = /^(?:\/(?:[\w\-.~!$&'()*+,;=:@]|%[\dA-Fa-f]{2})+)+\/?$/;
const ENCODED_SEPARATOR = /%(?:2f|5c)/i;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/;
const CONTROL = /\p{Cc}/u;

/**
 * The path of a request target, undecoded, when every reader takes it for the same one. Linear in the length.
 *
 * @throws RequestTargetRefusedError for the absolute form, empty and dot segments, encoded separators and control
 * characters, escapes that are not UTF-8, and characters that have no place in a path
 */
export function pathOf(target: string): string {
  if (target.includes('#')) throw new RequestTargetRefusedError();
  const query = target.indexOf('?');
  const path = query < 0 ? target : target.slice(0, query);
  if (!PATH.test(path) || ENCODED_SEPARATOR.test(path)) throw new RequestTargetRefusedError();
  const read = path.includes('%') ? decoded(path) : path;
  if (DOT_SEGMENT.test(read) || CONTROL.test(read)) throw new RequestTargetRefusedError();
  return path;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new RequestTargetRefusedError();
  }
}
