import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { ConstitutionVersion } from '@acgs/contracts';
import type { RuleVersions } from '@acgs/database';
import { compileRuleSetInSlices, type FreezeInForce, Freezes, type RuleSet } from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { inForceOf } from '../freezes/freeze-view.js';
import { FreezesRepository } from '../freezes/freezes.repository.js';
import { PoliciesRepository } from '../policy-records/policies.repository.js';
import { ConstitutionClient } from './constitution-client.js';
import { type PolicySetMember, PolicySetsRepository } from './policy-sets.repository.js';
import { RulesInForce } from './rules-in-force.js';

/** Everything that was in force at one reading of the counters. Replaced as a whole, never changed. */
export interface LoadedRules {
  readonly versions: RuleVersions;
  readonly compiled: CompiledRules;
  readonly byTenant: ReadonlyMap<string, RulesInForce>;
  /** For tenants without a policy and without a freeze. */
  readonly withoutPolicies: RulesInForce;
}

/** Without freezes, which come and go much faster than rules compile. */
interface CompiledRules {
  readonly constitution: ConstitutionVersion | null;
  readonly byTenant: ReadonlyMap<string, TenantRules>;
  readonly withoutPolicies: TenantRules;
}

interface TenantRules {
  readonly ruleSet: RuleSet;
  readonly policies: readonly PolicySetMember[];
}

/** Reads what is in force, and compiles what of it has changed. */
@Injectable()
export class RulesLoader {
  constructor(
    private readonly constitutions: ConstitutionClient,
    private readonly policies: PoliciesRepository,
    private readonly policySets: PolicySetsRepository,
    private readonly freezes: FreezesRepository,
  ) {}

  /** @throws ConstitutionUnavailableError, or what the database says */
  async load(versions: RuleVersions, before: LoadedRules | null): Promise<LoadedRules> {
    const compiled =
      before !== null && areSameRules(before.versions, versions)
        ? before.compiled
        : await this.compile(versions, before);
    const freezes = await this.freezesByTenant();
    const rulesOf = (tenant: string): RulesInForce => {
      const { ruleSet, policies } = compiled.byTenant.get(tenant) ?? compiled.withoutPolicies;
      return new RulesInForce(ruleSet, policies, freezes.get(tenant) ?? null);
    };
    const tenants = new Set([...compiled.byTenant.keys(), ...freezes.keys()]);
    const { ruleSet, policies } = compiled.withoutPolicies;
    return {
      versions,
      compiled,
      byTenant: new Map([...tenants].map((tenant) => [tenant, rulesOf(tenant)])),
      withoutPolicies: new RulesInForce(ruleSet, policies, null),
    };
  }

  private async compile(versions: RuleVersions, before: LoadedRules | null): Promise<CompiledRules> {
    const isKnown = before?.versions.constitution === versions.constitution;
    const constitution = isKnown ? before.compiled.constitution : await this.constitutions.inForce();
    const byTenant = new Map<string, TenantRules>();
    for (const [tenant, active] of await this.policies.activeByTenant()) {
      const policies = active.map(({ version, digest, document }) => ({ version, digest, document }));
      const source = { constitution, policies, constitutionalHash: CONSTITUTIONAL_HASH };
      const ruleSet = await compileRuleSetInSlices(source);
      await this.policySets.remember(tenant, ruleSet.pins.policySetDigest, policies);
      byTenant.set(tenant, { ruleSet, policies });
    }
    const empty = { constitution, policies: [], constitutionalHash: CONSTITUTIONAL_HASH };
    const withoutPolicies = { ruleSet: await compileRuleSetInSlices(empty), policies: [] };
    return { constitution, byTenant, withoutPolicies };
  }

  private async freezesByTenant(): Promise<Map<string, Freezes>> {
    const byTenant = new Map<string, FreezeInForce[]>();
    for (const freeze of await this.freezes.inForce(new Date())) {
      const known = byTenant.get(freeze.tenant);
      if (known === undefined) byTenant.set(freeze.tenant, [inForceOf(freeze)]);
      else known.push(inForceOf(freeze));
    }
    return new Map([...byTenant].map(([tenant, freezes]) => [tenant, new Freezes(freezes)]));
  }
}

const areSameRules = (a: RuleVersions, b: RuleVersions): boolean =>
  a.policies === b.policies && a.constitution === b.constitution;
