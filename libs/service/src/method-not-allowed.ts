import { CONSTITUTIONAL_HASH_HEADER, requireConstitutionalHash } from '@acgs/constitutional-hash';
import { DomainError } from '@acgs/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isGuarded } from './guarded-path.js';

const HASH_HEADER = CONSTITUTIONAL_HASH_HEADER.toLowerCase();

/** RFC 9110, section 15.5.6. */
class MethodNotAllowedError extends DomainError {
  readonly problem = 'method-not-allowed';

  constructor(method: string, allowed: readonly string[]) {
    const list = allowed.join(', ');
    super(`${method} is none of the methods of this path, which are ${list}.`, { headers: { Allow: list } });
  }
}

/** The routes of one path, in the words of the router: a segment is itself, `:name` or, as the last, `*`. */
interface RoutePath {
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/**
 * Answers 405 where a path has routes, but none of the method that was asked for; after the hash guard, which a request
 * without a route does not reach. Only requests without a route cost anything: a comparison with every path.
 */
export function refuseOtherMethods(server: FastifyInstance): void {
  const paths = new Map<string, RoutePath>();
  server.addHook('onRoute', ({ method, url }) => {
    const path = paths.get(url) ?? { segments: url.split('/'), methods: new Set() };
    for (const name of [method].flat()) path.methods.add(name);
    paths.set(url, path);
  });
  server.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 ? faultOf(request, [...paths.values()]) : undefined);
  });
}

function faultOf({ method, url, headers }: FastifyRequest, paths: readonly RoutePath[]): Error | undefined {
  const [path = ''] = url.split('?', 1);
  const asked = path.split('/');
  const methods = paths.filter(({ segments }) => leads(segments, asked)).flatMap((each) => [...each.methods]);
  if (methods.length === 0) return undefined;
  try {
    if (isGuarded(path)) requireConstitutionalHash(headers[HASH_HEADER]);
  } catch (error) {
    return error as Error;
  }
  return new MethodNotAllowedError(method, [...new Set(methods)].sort());
}

function leads(segments: readonly string[], asked: readonly string[]): boolean {
  const isOpen = segments.at(-1) === '*';
  if (isOpen ? asked.length < segments.length : asked.length !== segments.length) return false;
  return segments.every(
    (segment, index) =>
      segment === '*' || segment === asked[index] || (segment.startsWith(':') && asked[index] !== ''),
  );
}
