import { AcgsError, CLIENT_FAULTS } from './errors.js';

type Scalar = string | number | boolean;
export type PathValues = Readonly<Record<string, Scalar>>;
export type QueryValues = Readonly<Record<string, Scalar | readonly Scalar[] | undefined>>;

/** Without a slash at the end; it may have a path of its own. @throws TypeError when it is no address of http(s) */
export function baseUrlOf(text: string): string {
  const { protocol, origin, pathname, search, hash, username } = new URL(text);
  const isPlain = /^https?:$/.test(protocol) && search === '' && hash === '' && username === '';
  if (!isPlain) throw new TypeError(`The address of the gateway has to be a plain http(s) URL, not ${text}`);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/**
 * The path of an operation with its parameters put in. Only the rest of a path, `{path}`, has slashes of its own.
 *
 * @throws AcgsError for a parameter that is missing, empty, or would lead to another route
 */
export function pathWith(template: string, path: PathValues = {}, query: QueryValues = {}): string {
  const filled = template.replace(/\{([^}]+)\}/g, (_whole, name: string) => {
    const value = String(path[name] ?? '');
    const segments = name === 'path' ? value.split('/') : [value];
    if (segments.some((segment) => /^\.{0,2}$/.test(segment))) {
      throw new AcgsError(`The parameter "${name}" of ${template} leads nowhere`, {
        type: CLIENT_FAULTS.requestUnusable,
      });
    }
    return segments.map(encodeURIComponent).join('/');
  });
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      [value ?? []].flat().map((one) => [name, String(one)] as [string, string]),
    ),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
