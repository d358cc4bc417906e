import { Failure } from '../failure.js';
import { bool, func, type FunctionDefinition, type Implementation, text } from './definition.js';

interface Address {
  readonly width: 32 | 128;
  readonly bits: bigint;
}

interface Range extends Address {
  readonly shift: bigint;
}

const PART_V4 = /^(?:0|[1-9]\d{0,2})$/;
const PART_V6 = /^[0-9a-fA-F]{1,4}$/;
const LONGEST_ADDRESS = 45;
const COST = 40;
const MAPPED = 0xffffn;

/** IPv4 in four decimal parts or IPv6 (RFC 4291); an IPv4 address mapped into IPv6 is that IPv4 address. */
function parseAddress(value: string): Address | null {
  if (value.length > LONGEST_ADDRESS) return null;
  if (!value.includes(':')) return parseV4(value);
  const address = parseV6(value);
  if (address?.bits !== undefined && address.bits >> 32n === MAPPED) {
    return { width: 32, bits: address.bits & 0xffffffffn };
  }
  return address;
}

function parseV4(value: string): Address | null {
  const parts = value.split('.');
  if (parts.length !== 4 || !parts.every((part) => PART_V4.test(part) && Number(part) < 256)) return null;
  return { width: 32, bits: parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n) };
}

function parseV6(value: string): Address | null {
  const halves = withoutV4(value).split('::');
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null;
  const parts = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!parts.every((part) => PART_V6.test(part))) return null;
  return { width: 128, bits: parts.reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n) };
}

/** The last two parts of an IPv6 address may be written as IPv4. */
function withoutV4(value: string): string {
  const start = value.lastIndexOf(':') + 1;
  const embedded = parseV4(value.slice(start));
  if (embedded === null) return value;
  return `${value.slice(0, start)}${(embedded.bits >> 16n).toString(16)}:${(embedded.bits & 0xffffn).toString(16)}`;
}

function parseRange(value: string): Range | null {
  const [address = '', length, ...rest] = value.split('/');
  const start = parseAddress(address);
  if (start === null || rest.length > 0) return null;
  const mapped = start.width === 32 && address.includes(':') ? 96 : 0;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const prefix = length === undefined ? start.width : Number(length) - mapped;
  return prefix < 0 || prefix > start.width ? null : { ...start, shift: BigInt(start.width - prefix) };
}

function isWithin(value: string, range: Range | null): boolean | Failure {
  if (range === null)
    return new Failure('inIpRange: the range is not written like 10.0.0.0/8 or 2001:db8::/32');
  const address = parseAddress(value);
  if (address === null) return new Failure('inIpRange: not an IP address');
  return address.width === range.width && address.bits >> range.shift === range.bits >> range.shift;
}

function specialise(constants: readonly unknown[]): Implementation | null {
  if (typeof constants[1] !== 'string') return null;
  const range = parseRange(constants[1]);
  return (frame, value) => {
    frame.charge(COST);
    return isWithin(value as string, range);
  };
}

/** Whether a text can be the range of inIpRange. */
export function isIpRange(value: string): boolean {
  return parseRange(value) !== null;
}

export const IN_IP_RANGE: FunctionDefinition = {
  name: 'inIpRange',
  doc: 'Whether an IPv4 or IPv6 address lies in a range such as 10.0.0.0/8; an error when either is malformed.',
  cost: String(COST),
  overloads: [
    func([text, text], bool, (frame, value, range) => {
      frame.charge(COST);
      return isWithin(value, parseRange(range));
    }),
  ],
  specialise,
};
