import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ConstitutionVersion, Pins } from '@acgs/contracts';
import { type RuleVersions, VersionWatch } from '@acgs/database';
import { ENGINE_VERSION } from '@acgs/rules';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { HealthIndicatorResult } from '@nestjs/terminus';
import { setTimeout as pause } from 'node:timers/promises';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import type { PolicySetMember } from './policy-sets.repository.js';
import type { RulesInForce } from './rules-in-force.js';
import { type LoadedRules, RulesLoader } from './rules-loader.js';

/** What rules are compiled from. */
export interface PinnedSources {
  /** Null where there was none in force. */
  readonly constitution: ConstitutionVersion | null;
  readonly policies: readonly PolicySetMember[];
}

const WARN_EVERY_MILLISECONDS = 10_000;

const OVER = Symbol('over');

/** Of decisions that no rule has a part in. */
export const NO_PINS: Pins = {
  constitutionalHash: CONSTITUTIONAL_HASH,
  constitutionVersion: null,
  constitutionDigest: null,
  policySetDigest: null,
  engineVersion: ENGINE_VERSION,
};

/**
 * The compiled rules and the freezes of every tenant, and the knowledge of how fresh they are. A new version is loaded and compiled
 * beside the old one and takes its place in one assignment, so no request sees half of two.
 */
@Injectable()
export class ActiveRuleSets {
  private readonly log = new Logger(ActiveRuleSets.name);
  private loaded: LoadedRules | null = null;
  private known: RuleVersions | null = null;
  private knownAt = Number.NEGATIVE_INFINITY;
  private confirmedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | null = null;
  private failingSince: number | null = null;
  private quietUntil = 0;
  private wake: () => void = () => undefined;
  /** Resolves at the next reading of the counters, or when rules have been loaded. */
  private news: Promise<void> = this.nextNews();

  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'RULES_FRESHNESS_MS'>,
    private readonly loader: RulesLoader,
    watch: VersionWatch,
  ) {
    watch.listen({
      heard: ({ rules }, readAt) => {
        this.heard(rules, readAt);
      },
      failed: (error) => {
        this.complain(`the rule versions can't be read: ${messageOf(error)}`);
      },
    });
  }

  /** The rules in force; null when a newer version is known, or none was confirmed within the freshness bound. */
  current(tenant: string): RulesInForce | null {
    if (this.isBehind() || this.age() > this.settings.RULES_FRESHNESS_MS) return null;
    return this.ofTenant(tenant);
  }

  /**
   * Waits, at most as long as the freshness bound, for rules that were in force when it was called or later; null means
   * that the request must be denied. Where versions follow each other faster than they are loaded, one that came after
   * the call will do, although the next is already known. Where confirmation has long failed, nothing is waited for.
   */
  async settled(tenant: string): Promise<RulesInForce | null> {
    const { RULES_FRESHNESS_MS: bound } = this.settings;
    const failing = this.loading === null || this.failingSince !== null;
    if (failing && this.age() > 2 * bound) return null;
    const calledAt = performance.now();
    const deadline = pause(bound, OVER, { ref: false });
    for (let waited: unknown; waited !== OVER; waited = await Promise.race([this.news, deadline])) {
      const rules = this.confirmedAt >= calledAt ? this.ofTenant(tenant) : this.current(tenant);
      if (rules !== null) return rules;
    }
    return null;
  }

  /** What the rules that were last loaded are compiled from, where they have these pins. */
  sources(
    tenant: string,
    { policySetDigest, constitutionDigest, constitutionVersion }: Pins,
  ): PinnedSources | null {
    const { loaded } = this;
    const ofTenant = this.ofTenant(tenant);
    if (loaded === null || ofTenant === null) return null;
    const { pins } = ofTenant;
    const isPinned =
      pins.policySetDigest === policySetDigest &&
      pins.constitutionDigest === constitutionDigest &&
      pins.constitutionVersion === constitutionVersion;
    return isPinned ? { constitution: loaded.compiled.constitution, policies: ofTenant.policies } : null;
  }

  /** The constitution that was last loaded; null before there is one. */
  get constitution(): ConstitutionVersion | null {
    return this.loaded?.compiled.constitution ?? null;
  }

  /** Milliseconds since the rules were last known to be the ones in force; Infinity before the first load. */
  age(): number {
    return performance.now() - this.confirmedAt;
  }

  /** Readiness: down while requests would be denied for stale rules. */
  health(): HealthIndicatorResult {
    const age = this.age();
    const fresh = this.loaded !== null && !this.isBehind() && age <= this.settings.RULES_FRESHNESS_MS;
    const detail = { constitutionVersion: this.loaded?.compiled.constitution?.version ?? null };
    return { rules: { status: fresh ? 'up' : 'down', ...detail } };
  }

  private ofTenant(tenant: string): RulesInForce | null {
    return this.loaded === null ? null : (this.loaded.byTenant.get(tenant) ?? this.loaded.withoutPolicies);
  }

  /** Once it has lasted so long that requests are denied, and then every ten seconds. */
  private complain(message: string): void {
    const now = performance.now();
    this.failingSince ??= now;
    if (now - this.failingSince < this.settings.RULES_FRESHNESS_MS || now < this.quietUntil) return;
    this.quietUntil = now + WARN_EVERY_MILLISECONDS;
    this.log.warn(message);
  }

  private heard(versions: RuleVersions, readAt: number): void {
    this.known = versions;
    this.knownAt = readAt;
    if (this.isBehind()) this.loading ??= this.load();
    else this.confirm(readAt);
    this.spread();
  }

  private confirm(readAt: number): void {
    this.confirmedAt = readAt;
    this.failingSince = null;
  }

  private spread(): void {
    const { wake } = this;
    this.news = this.nextNews();
    wake();
  }

  private nextNews(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private isBehind(): boolean {
    return !areSame(this.known, this.loaded?.versions);
  }

  /**
   * Loads until nothing newer is known. Fails quietly: the next reading of the counters, a quarter of a second later,
   * tries again.
   */
  private async load(): Promise<void> {
    try {
      while (this.known !== null && this.isBehind()) {
        const { known, knownAt } = this;
        this.loaded = await this.loader.load(known, this.loaded);
        this.confirm(this.isBehind() ? knownAt : this.knownAt);
        this.spread();
      }
    } catch (error) {
      this.complain(`the rules in force can't be loaded: ${messageOf(error)}`);
    } finally {
      this.loading = null;
    }
  }
}

const areSame = (a?: RuleVersions | null, b?: RuleVersions | null): boolean =>
  a?.policies === b?.policies && a?.constitution === b?.constitution && a?.freezes === b?.freezes;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
