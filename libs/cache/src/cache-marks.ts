import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CacheMarkError } from './cache.errors.js';
import { CACHE_MARK, type CacheMark, isForRoute } from './cache.options.js';

type Method = (...parts: never[]) => unknown;

/** What must be true at the moment it is answered, wherever it stands in a path. */
const NEVER_CACHED = /(^|\/)(decisions|approvals|freezes|revocations|oauth|auth)(\/|$)/;

export interface MarkedMethod {
  /** `Class.method` */
  readonly name: string;
  readonly mark: CacheMark;
  readonly method: Method;
  /** The provider; of controllers the handler itself is what counts. */
  readonly instance: Record<string, Method>;
  readonly property: string;
  /** What else a caller writes into the query of a route is not looked at, and no part of a key. */
  readonly readsQuery: boolean;
}

/** Finds the cached routes and methods of an app, and stops its start where there must be none. */
@Injectable()
export class CacheMarks {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws CacheMarkError for a route that is no GET, or one of decisions, approvals, freezes or authentication */
  routes(): MarkedMethod[] {
    return this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      const marked = this.markedOf(instance);
      for (const one of marked) this.checkRoute(one, metatype as object);
      return marked;
    });
  }

  /** @throws CacheMarkError for a method that is made anew for each request, or one that is marked as a route */
  methods(): MarkedMethod[] {
    const seen = new Set<unknown>();
    return this.discovery.getProviders().flatMap((wrapper) => {
      // One provider may stand under several tokens.
      if (seen.has(wrapper.instance)) return [];
      seen.add(wrapper.instance);
      const marked = this.markedOf(wrapper.instance);
      for (const { name, mark } of marked) {
        if (isForRoute(mark.options))
          throw new CacheMarkError(`${name} is cached like a route, but is none.`);
        if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient)
          throw new CacheMarkError(`${name} is cached, but its provider is not made once for all.`);
      }
      return marked;
    });
  }

  private markedOf(given: unknown): MarkedMethod[] {
    if (typeof given !== 'object' || given === null) return [];
    const instance = given as Record<string, Method>;
    const prototype = Object.getPrototypeOf(instance) as Record<string, Method> | null;
    if (prototype === null || prototype === Object.prototype) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((property) => {
      const method = prototype[property];
      if (method === undefined) return [];
      const mark = this.reflector.get<CacheMark | undefined>(CACHE_MARK, method);
      const name = `${prototype.constructor.name}.${property}`;
      if (mark === undefined) return [];
      return [{ name, mark, method, instance, property, readsQuery: readsQuery(prototype, property) }];
    });
  }

  private checkRoute({ name, mark, method }: MarkedMethod, controller: object): void {
    const verb = Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod | undefined;
    if (!isForRoute(mark.options))
      throw new CacheMarkError(`${name} is cached like a method, but is a route.`);
    if (verb !== RequestMethod.GET) throw new CacheMarkError(`${name} is cached, but is no GET.`);
    if ([controller, method].flatMap(pathsOf).some((path) => NEVER_CACHED.test(path)))
      throw new CacheMarkError(`${name} is cached, but what it answers must be true now.`);
  }
}

/** Of a controller or a handler: one, or several. */
const pathsOf = (target: object): string[] =>
  [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

/** A handler that is given the query, or the whole request. */
function readsQuery(prototype: object, property: string): boolean {
  const parts = Reflect.getMetadata(ROUTE_ARGS_METADATA, prototype.constructor, property) as
    object | undefined;
  const kinds = Object.keys(parts ?? {}).map((key) => Number(key.split(':')[0]));
  return kinds.includes(RouteParamtypes.QUERY) || kinds.includes(RouteParamtypes.REQUEST);
}
