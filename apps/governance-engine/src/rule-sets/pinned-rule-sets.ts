import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { Pins } from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import { compileRuleSetInSlices, type RuleSet } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets, type PinnedSources } from './active-rule-sets.js';
import { ConstitutionClient } from './constitution-client.js';
import { PolicySetsRepository } from './policy-sets.repository.js';
import { PinnedRulesMissingError } from './rule-sets.errors.js';

export type { PinnedSources };

const KEPT = 8;

/** Rules as some decision pinned them, compiled again when they are not the ones in force. */
@Injectable()
export class PinnedRuleSets {
  private readonly kept = new Map<string, RuleSet>();

  constructor(
    private readonly active: ActiveRuleSets,
    private readonly constitutions: ConstitutionClient,
    private readonly policySets: PolicySetsRepository,
  ) {}

  /**
   * @throws PinnedRulesMissingError when they are not kept, or what is kept is not what was pinned
   * @throws ConstitutionUnavailableError when constitutional-core does not answer
   */
  async find(tenant: string, pins: Pins, deadline: Deadline): Promise<RuleSet> {
    const current = this.active.current(tenant);
    if (current !== null && keyOf(tenant, current.pins) === keyOf(tenant, pins)) return current.ruleSet;
    const key = keyOf(tenant, pins);
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const ruleSet = await this.compile(tenant, pins, await this.read(tenant, pins, deadline));
    this.kept.set(key, ruleSet);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return ruleSet;
  }

  /**
   * What they are compiled from; where they are not the ones in force, once it is seen to be what was pinned.
   *
   * @throws PinnedRulesMissingError, ConstitutionUnavailableError as `find`
   */
  async sources(tenant: string, pins: Pins, deadline: Deadline): Promise<PinnedSources> {
    const inForce = this.active.sources(tenant, pins);
    if (inForce !== null) return inForce;
    const sources = await this.read(tenant, pins, deadline);
    await this.compile(tenant, pins, sources);
    return sources;
  }

  private async read(tenant: string, pins: Pins, deadline: Deadline): Promise<PinnedSources> {
    const { constitutionVersion: version, policySetDigest: digest } = pins;
    const constitution = version === null ? null : await this.constitutions.version(version, deadline);
    const policies = digest === null ? [] : await this.policySets.find(tenant, digest);
    if (policies === null || (constitution === null && version !== null))
      throw new PinnedRulesMissingError(pins);
    return { constitution, policies };
  }

  private async compile(tenant: string, pins: Pins, sources: PinnedSources): Promise<RuleSet> {
    const source = { ...sources, constitutionalHash: CONSTITUTIONAL_HASH };
    const ruleSet = await compileRuleSetInSlices(source);
    if (keyOf(tenant, ruleSet.pins) !== keyOf(tenant, pins)) throw new PinnedRulesMissingError(pins);
    return ruleSet;
  }
}

const keyOf = (tenant: string, pins: Pins): string =>
  `${tenant} ${String(pins.constitutionVersion)} ${String(pins.constitutionDigest)} ${String(pins.policySetDigest)}`;
