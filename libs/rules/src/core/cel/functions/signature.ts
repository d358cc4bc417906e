import { namesOf } from '../kinds.js';
import { type Overload } from './definition.js';

/** As people write a call: `(string).contains(string)`. */
export function signatureOf(name: string, { method, params }: Overload): string {
  const kinds = params.map(namesOf);
  const args = method ? kinds.slice(1) : kinds;
  return `${method ? `(${kinds[0] ?? ''}).` : ''}${name}(${args.join(', ')})`;
}
