import { Injectable, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from './access.decorators.js';

type Controller = ReturnType<DiscoveryService['getControllers']>[number]['metatype'];
type RouteClass = NonNullable<Controller>;
type Handler = (...parts: never[]) => unknown;

/** Who may call which route: read from the marks once for each handler. */
@Injectable()
export class RouteRules {
  private readonly rules = new WeakMap<object, WeakMap<object, AccessRule | null>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** Null for a route without a mark. A mark of the method wins over one of its class. */
  ruleOf(routeClass: RouteClass, handler: Handler): AccessRule | null {
    let ofClass = this.rules.get(routeClass);
    if (ofClass === undefined) {
      ofClass = new WeakMap();
      this.rules.set(routeClass, ofClass);
    }
    let rule = ofClass.get(handler);
    if (rule === undefined) {
      rule =
        this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler, routeClass]) ?? null;
      ofClass.set(handler, rule);
    }
    return rule;
  }

  /** Every route of the service that has no mark, as `GET PolicyController.list (policies)`. */
  unmarked(): string[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (metatype === null) return [];
      const prototype = metatype.prototype as Record<string, Handler>;
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (handler === undefined || this.reflector.get<unknown>(PATH_METADATA, handler) === undefined)
          return [];
        return this.ruleOf(metatype, handler) === null ? [this.describe(metatype, handler)] : [];
      });
    });
  }

  private describe(routeClass: RouteClass, handler: Handler): string {
    const method = RequestMethod[this.reflector.get<RequestMethod>(METHOD_METADATA, handler)];
    const paths = [routeClass, handler].map((part) =>
      String(this.reflector.get<unknown>(PATH_METADATA, part)),
    );
    return `${method} ${routeClass.name}.${handler.name} (${paths.join('/').replaceAll(/\/+/g, '/')})`;
  }
}
