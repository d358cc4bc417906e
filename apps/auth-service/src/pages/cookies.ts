import type { FastifyReply, FastifyRequest } from 'fastify';

export interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly sameSite: 'Lax' | 'Strict';
  readonly secure: boolean;
}

/**
 * As it is at this issuer. `__Host-` keeps cookies out that a neighbouring host or plain http has set (RFC 6265bis, section 4.1.3.2);
 * browsers take it over https and with the path `/` alone.
 */
export const cookieAt = (issuer: string, { name, path, sameSite }: Omit<Cookie, 'secure'>): Cookie =>
  issuer.startsWith('https:')
    ? { name: `__Host-${name}`, path: '/', sameSite, secure: true }
    : { name, path, sameSite, secure: false };

/** The first of its name (RFC 6265, section 4.2); null without one. */
export function readCookie({ headers }: FastifyRequest, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

export function setCookie(reply: FastifyReply, cookie: Cookie, value: string, maxAgeSeconds: number): void {
  void reply.header('Set-Cookie', cookieLine(cookie, value, maxAgeSeconds));
}

/** What `Set-Cookie` says. No script reads it. The value has no signs that cookies can't hold. */
export function cookieLine(cookie: Cookie, value: string, maxAgeSeconds: number): string {
  const { name, path, sameSite, secure } = cookie;
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${String(maxAgeSeconds)}`, 'HttpOnly'];
  parts.push(`SameSite=${sameSite}`);
  if (secure) parts.push('Secure');
  return parts.join('; ');
}
