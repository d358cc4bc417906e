import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import {
  type CandidateSummary,
  type ConstitutionDraft,
  type ConstitutionVersion,
  digestOf,
  type Fault,
  type Pins,
  type PolicyDraft,
  type SimulationDraft,
} from '@acgs/contracts';
import type { Deadline } from '@acgs/http-client';
import {
  checkConstitution,
  checkPolicy,
  compileRuleSetInSlices,
  policyTestFaultsInSlices,
} from '@acgs/rules';
import { Injectable } from '@nestjs/common';
import { ActiveRuleSets } from '../rule-sets/active-rule-sets.js';
import { type PinnedSources, PinnedRuleSets } from '../rule-sets/pinned-rule-sets.js';
import { CandidateInvalidError, RulesNotConfirmedError } from './simulation.errors.js';
import { CandidatePoliciesRepository, type StoredPolicy } from './candidate-policies.repository.js';

type Draft = SimulationDraft['candidate'];

/** What a candidate is compiled from. */
export interface FrozenRules {
  readonly constitution: Pick<ConstitutionVersion, 'version' | 'digest' | 'document'> | null;
  readonly policies: readonly StoredPolicy[];
}

export interface ResolvedCandidate {
  readonly sources: FrozenRules;
  readonly summary: CandidateSummary;
  /** Of the rules in force that it starts from. */
  readonly base: Pins;
  readonly pins: Pins;
}

/** Makes of a draft the whole rules that are tried: those in force now, with its changes. */
@Injectable()
export class CandidateRules {
  constructor(
    private readonly active: ActiveRuleSets,
    private readonly pinned: PinnedRuleSets,
    private readonly policies: CandidatePoliciesRepository,
  ) {}

  /**
   * @throws CandidateInvalidError when it names what is not there, or its rules have faults
   * @throws RulesNotConfirmedError, ConstitutionUnavailableError when the rules in force are not known
   */
  async resolve(draft: Draft, tenant: string, deadline: Deadline): Promise<ResolvedCandidate> {
    const inForce = this.active.current(tenant) ?? (await this.active.settled(tenant));
    if (inForce === null) throw new RulesNotConfirmedError();
    const base = await this.pinned.sources(tenant, inForce.pins, deadline);
    const versions = await this.policies.versions(tenant, draft.policyVersions);
    await requireSound(draft, base, versions);
    const drafts = await this.numbered(draft.policies, tenant);
    const changed = [...drafts, ...versions];
    const constitution = constitutionOf(draft, base);
    const gone = new Set([...changed.map(({ document }) => document.id), ...draft.withoutPolicies]);
    const kept = base.policies.filter(({ document }) => !gone.has(document.id));
    const sources = { constitution, policies: [...kept, ...changed] };
    const { pins } = await compileRuleSetInSlices({ ...sources, constitutionalHash: CONSTITUTIONAL_HASH });
    return {
      sources,
      base: inForce.pins,
      pins,
      summary: {
        policies: changed.map(({ version, digest, document }) => ({ id: document.id, version, digest })),
        withoutPolicies: draft.withoutPolicies,
        constitutionDigest: draft.constitution === undefined ? null : digestOf(draft.constitution),
      },
    };
  }

  /** With the version that each would become. */
  private async numbered(drafts: readonly PolicyDraft[], tenant: string): Promise<StoredPolicy[]> {
    const latest = await this.policies.latestVersions(
      tenant,
      drafts.map(({ id }) => id),
    );
    return drafts.map((document) => ({
      version: (latest.get(document.id) ?? 0) + 1,
      digest: digestOf(document),
      document,
    }));
  }
}

function constitutionOf({ constitution }: Draft, base: PinnedSources): FrozenRules['constitution'] {
  if (constitution !== undefined) {
    const version = (base.constitution?.version ?? 0) + 1;
    return { version, digest: digestOf(constitution), document: constitution };
  }
  if (base.constitution === null) return null;
  const { version, digest, document } = base.constitution;
  return { version, digest, document };
}

/** As it would be when it were written for real. @throws CandidateInvalidError with every fault */
async function requireSound(
  draft: Draft,
  base: PinnedSources,
  versions: readonly StoredPolicy[],
): Promise<void> {
  const constitution = draft.constitution ?? base.constitution?.document ?? null;
  const ofPolicies = await Promise.all(draft.policies.map((policy) => policyFaults(policy, constitution)));
  const faults = [
    ...under('/candidate/constitution', draft.constitution ? checkConstitution(draft.constitution) : []),
    ...ofPolicies.flatMap((faults, index) => under(`/candidate/policies/${String(index)}`, faults)),
    ...unknownVersions(draft, versions),
    ...notInForce(draft, base),
  ];
  if (faults.length > 0) throw new CandidateInvalidError(faults);
}

/** Tests are run when the conditions are sound. */
async function policyFaults(policy: PolicyDraft, constitution: ConstitutionDraft | null): Promise<Fault[]> {
  const faults = checkPolicy(policy, constitution);
  return faults.length > 0 ? faults : await policyTestFaultsInSlices(policy, constitution);
}

const under = (path: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, path: `${path}${fault.path}` }));

function unknownVersions({ policyVersions }: Draft, found: readonly StoredPolicy[]): Fault[] {
  const known = new Set(found.map(({ document, version }) => `${document.id} ${String(version)}`));
  return policyVersions.flatMap(({ id, version }, index) =>
    known.has(`${id} ${String(version)}`)
      ? []
      : [{ path: `/candidate/policyVersions/${String(index)}`, message: 'there is no such version' }],
  );
}

function notInForce({ withoutPolicies }: Draft, { policies }: PinnedSources): Fault[] {
  const known = new Set(policies.map(({ document }) => document.id));
  return withoutPolicies.flatMap((id, index) =>
    known.has(id)
      ? []
      : [{ path: `/candidate/withoutPolicies/${String(index)}`, message: `"${id}" is not in force` }],
  );
}
