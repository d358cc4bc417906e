import { createHash } from 'node:crypto';

/** Grows when entries of before could be misread: keys of another format are never found. */
const FORMAT = 1;
const READABLE_CHARACTERS = 200;

export interface KeyScope {
  readonly installation: string;
  readonly constitutionalHash: string;
  readonly app: string;
}

/** What all keys of an installation begin with, and no other key of a Redis that it shares. */
export const installationPart = (installation: string): string =>
  `${['acgs', `c${String(FORMAT)}`, installation].map(keyPart).join(':')}:`;

/** The part that all keys of a route or method have in common but for the constitution version. Made once, at start. */
export const fixedPart = (scope: KeyScope, name: string): string =>
  installationPart(scope.installation) + [scope.constitutionalHash, scope.app, name].map(keyPart).join(':');

/** Parameters as one text: by name, so that their order in a query does not matter; a repeated one keeps its order. */
export function normalised(parameters: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(parameters).sort();
  return names.flatMap((name) => [parameters[name]].flat().map((value) => pair(name, value))).join('&');
}

/** Long parts by their SHA-256. No part holds a colon or a character that has a meaning in patterns. */
export function keyPart(text: string): string {
  const encoded = encodeURIComponent(text).replaceAll('*', '%2A');
  return encoded.length <= READABLE_CHARACTERS ? encoded : sha256(text);
}

/** Values of a path or a query are texts. */
const pair = (name: string, value: unknown): string =>
  `${encodeURIComponent(name)}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
