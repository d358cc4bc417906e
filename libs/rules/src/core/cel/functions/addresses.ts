import { Failure } from '../failure.js';
import { define, func, text } from './definition.js';

const LONGEST_MAIL = 320;
const LONGEST_URL = 4096;
const MAIL = /^[^\s@,;:<>()[\]\\"]+@([\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?)\.?$/u;

function domainOf(value: string): string | Failure {
  const domain = value.length > LONGEST_MAIL ? undefined : MAIL.exec(value)?.[1];
  return domain?.toLowerCase() ?? new Failure('domainOf: not an e-mail address');
}

/** A text without `scheme://` is read as if it began with http. An IPv6 host comes without its brackets. */
function hostOf(value: string): string | Failure {
  const host = value.length > LONGEST_URL ? '' : (readUrl(value)?.hostname ?? '');
  return host === '' ? new Failure('hostOf: not a URL with a host') : bare(host.toLowerCase());
}

const readUrl = (value: string): URL | null =>
  URL.parse(value.includes('://') ? value : `http://${value.replace(/^\/\//, '')}`);

function bare(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host.replace(/\.$/, '');
}

export const ADDRESSES = [
  define('domainOf', 'The domain of an e-mail address in lower case; an error for anything else.', '20', [
    func([text], text, (frame, value) => {
      frame.charge(20);
      return domainOf(value);
    }),
  ]),
  define(
    'hostOf',
    'The host of a URL in lower case, without port; an error when there is none.',
    '20 + n/16',
    [
      func([text], text, (frame, value) => {
        frame.charge(20 + (Math.min(value.length, LONGEST_URL) >> 4));
        return hostOf(value);
      }),
    ],
  ),
];
