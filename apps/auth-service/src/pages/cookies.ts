import type { FastifyReply, FastifyRequest } from 'fastify';

export interface CookieOptions {
  readonly path: string;
  readonly sameSite: 'Lax' | 'Strict';
  readonly secure: boolean;
  readonly maxAgeSeconds: number;
}

/** The first of its name (RFC 6265, section 4.2); null without one. */
export function readCookie({ headers }: FastifyRequest, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  void reply.header('Set-Cookie', cookieLine(name, value, options));
}

/** What `Set-Cookie` says. No script reads it. The value has no signs that cookies can't hold. */
export function cookieLine(name: string, value: string, options: CookieOptions): string {
  const { path, sameSite, secure, maxAgeSeconds } = options;
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${String(maxAgeSeconds)}`, 'HttpOnly'];
  parts.push(`SameSite=${sameSite}`);
  if (secure) parts.push('Secure');
  return parts.join('; ');
}
