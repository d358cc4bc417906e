import type { RateLimit } from './core/policy.js';

/** The classes of requests, each with its limit; null for none. */
export type ThrottlingLimits = Readonly<Record<string, RateLimit | null>>;

/** Injection token of `ThrottlingLimits`. */
export const THROTTLING_LIMITS = Symbol('throttling-limits');

/** The class of a request, by its method and the path of its route as the router has it; null for no limit. */
export type ClassOfRoute = (method: string, path: string) => string | null;

/** Injection token of `ClassOfRoute`. */
export const CLASS_OF_ROUTE = Symbol('class-of-route');
