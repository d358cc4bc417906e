import { PublicOriginUnknownError } from './authzen.errors.js';

/** Of a connection that did not leave the machine, as the operating system names it. */
const LOOPBACK = /^(?:::ffff:)?(127(?:\.\d{1,3}){3})$|^(::1)$/;

/** The gateway's end of a connection. */
interface Address {
  readonly encrypted?: boolean;
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}

/**
 * The address of this gateway in the eyes of its callers, without a slash at the end: the configured one, else, on this
 * machine, the one that was called. Not what the caller says in `Host`, which would let anybody write our addresses.
 *
 * @throws PublicOriginUnknownError when nothing is configured and the caller came from elsewhere
 */
export function publicOrigin(
  configured: string | undefined,
  { encrypted, localAddress, localPort }: Address,
): string {
  if (configured !== undefined) return new URL(configured).origin;
  const [, v4, v6] = LOOPBACK.exec(localAddress ?? '') ?? [];
  const host = v4 ?? (v6 === undefined ? undefined : `[${v6}]`);
  if (host === undefined) throw new PublicOriginUnknownError();
  return `${encrypted === true ? 'https' : 'http'}://${host}:${String(localPort)}`;
}
