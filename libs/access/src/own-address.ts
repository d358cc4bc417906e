/** Our end of a connection, as the operating system tells it. */
interface LocalEnd {
  readonly encrypted?: boolean;
  readonly localAddress?: string | undefined;
  readonly localPort?: number | undefined;
}

/** Whether this is the address at which the connection came in; on the same machine `localhost` is one, too. */
export function isOwnAddress(url: URL, { encrypted, localAddress = '', localPort }: LocalEnd): boolean {
  if (url.protocol !== (encrypted === true ? 'https:' : 'http:')) return false;
  const port = url.port === '' ? (encrypted === true ? 443 : 80) : Number(url.port);
  if (port !== localPort) return false;
  const address = localAddress.replace(/^::ffff:/, '');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return host === address || (host === 'localhost' && (address.startsWith('127.') || address === '::1'));
}
