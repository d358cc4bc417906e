import type { ApiClient } from '../../../tools/installation/api-client.js';
import type { Installation } from '../../../tools/installation/installation.js';
import type { ServiceProcess } from '../../../tools/installation/service-process.js';
import type { FaultyLink } from '../../support/faulty-link.js';
import type { RedisServer } from '../../support/redis-server.js';
import type { KillablePostgres } from '../killable-postgres.js';
import type { Target } from './exchange.js';
import type { Allowance } from './fault-windows.js';
import type { RuleChange } from './history.js';
import type { SmallDisk } from './small-disk.js';
import type { SteppedClock } from './stepped-clock.js';

/** What a machine may lack; a string says why it is missing. */
export interface Extras {
  readonly redis: RedisServer | string;
  /** What PostgreSQL lies on. */
  readonly disk: SmallDisk | string;
  /** That of the second engine. */
  readonly clock: SteppedClock | string;
}

/** An installation with all that can be broken about it. */
export interface System extends Extras {
  readonly installation: Installation;
  readonly admin: ApiClient;
  readonly agent: ApiClient;
  readonly postgres: KillablePostgres;
  /** Addresses that decisions are asked of. */
  readonly ways: Readonly<Record<Exclude<Target, 'rules'>, string>>;
  /** The processes of `linked` and `engine`. */
  readonly seconds: Readonly<Record<'linked' | 'engine', ServiceProcess>>;
  /** From the second gateway to the engine; from all services to constitutional-core. */
  readonly links: Readonly<Record<'governance-engine' | 'constitutional-core', FaultyLink>>;
  /** Constitutions that were ratified on the way, for the checker. */
  readonly ratified: RuleChange[];
  /** `RULES_FRESHNESS_MS` of the engines. */
  readonly freshness: number;
}

/** One way to break it. */
export interface Row {
  readonly name: string;
  /** The line of the failure table that it belongs to. */
  readonly failure: string;
  /** What may be answered until all has recovered. */
  readonly allows: Allowance;
  readonly needs?: keyof Extras;
  /** Breaks something and puts it right again; gives what it saw that must not be. */
  run(system: System, random: () => number): Promise<readonly string[]>;
}

/**
 * None but what is named. Changes of rules are answered as decisions are; and where the proxy on the second gateway's way finds
 * nobody, it has taken the connection already: that is an answer that breaks off, which is a 502.
 */
export const allowing = (change: Partial<Allowance> = {}): Allowance => ({
  gateway: [],
  linked: change.gateway === undefined ? [] : [...change.gateway, '502'],
  engine: [],
  rules: change.gateway ?? [],
  ...change,
});

/** @throws Error where the machine lacks it, which is looked for before a row is chosen */
export function present<Extra extends object>(extra: Extra | string): Extra {
  if (typeof extra === 'string') throw new Error(extra);
  return extra;
}
