import type { CallerIdentity } from '@acgs/access';
import { matchesStrongly } from '@acgs/cache';
import {
  type ConstitutionDiff,
  type ConstitutionDraft,
  type ConstitutionPage,
  type ConstitutionPageQuery,
  type ConstitutionSummary,
  type ConstitutionValidation,
  type ConstitutionVersion,
  DEFAULT_TENANT,
  digestOf,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { ValidationFailedError } from '@acgs/service';
import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { diffConstitutions } from './constitution-diff.js';
import {
  ConditionsInvalidError,
  ConstitutionChangedError,
  ConstitutionVersionNotFoundError,
  NoConstitutionError,
  RatifierForeignError,
} from './constitution.errors.js';
import { ConstitutionRepository } from './constitution.repository.js';
import { type DraftInspection, inspectDraft } from './draft-inspection.js';
import { tagOfVersion } from './entity-tag.js';

export interface Ratification {
  readonly version: ConstitutionVersion;
  /** False when the same document was in force already. */
  readonly created: boolean;
}

@Injectable()
export class ConstitutionService {
  constructor(private readonly constitutions: ConstitutionRepository) {}

  /** @throws NoConstitutionError */
  async inForce(): Promise<ConstitutionSummary> {
    const summary = await this.constitutions.inForce();
    if (summary === null) throw new NoConstitutionError();
    return summary;
  }

  /** @throws ConstitutionVersionNotFoundError */
  async summary(version: number): Promise<ConstitutionSummary> {
    const summary = await this.constitutions.summary(version);
    if (summary === null) throw new ConstitutionVersionNotFoundError(version);
    return summary;
  }

  /** @throws ConstitutionVersionNotFoundError */
  async version(number: number): Promise<ConstitutionVersion> {
    const version = await this.constitutions.version(number);
    if (version === null) throw new ConstitutionVersionNotFoundError(number);
    return version;
  }

  async page(query: ConstitutionPageQuery): Promise<ConstitutionPage> {
    const rows = await this.constitutions.page(query);
    return pageFrom(
      rows,
      query.limit,
      (summary) => summary,
      (summary) => String(summary.version),
    );
  }

  /** @throws ConstitutionVersionNotFoundError */
  async diff(from: number, to: number): Promise<ConstitutionDiff> {
    const [before, after] = await Promise.all([this.version(from), this.version(to)]);
    return { from, to, ...diffConstitutions(before.document, after.document) };
  }

  async validate(body: unknown): Promise<ConstitutionValidation> {
    const { draft, shapeFaults, conditionFaults } = await inspectDraft(body);
    const faults = [...shapeFaults, ...conditionFaults];
    const valid = faults.length === 0;
    return { valid, digest: valid ? digestOf(draft) : null, faults };
  }

  /**
   * The document already in force is not ratified again, whatever `ifMatch` names: a call that is repeated because its
   * answer was lost finds what it made.
   *
   * @throws RatifierForeignError when the caller is of another tenant than the installation's own
   * @throws ValidationFailedError, ConditionsInvalidError with every fault
   * @throws ConstitutionChangedError when `ifMatch` is given and names another version than the one in force
   */
  async ratify(body: unknown, ifMatch: string | undefined, caller: CallerIdentity): Promise<Ratification> {
    if (caller.tenant !== DEFAULT_TENANT) throw new RatifierForeignError(caller.tenant);
    const document = soundDraft(await inspectDraft(body));
    const digest = digestOf(document);
    const text = String(canonicalize(document));
    const { summary, created } = await this.constitutions.exclusively(async (transaction, outdate) => {
      const inForce = await this.constitutions.inForce(transaction);
      if (inForce?.digest === digest) return { summary: inForce, created: false };
      if (ifMatch !== undefined) requireInForce(ifMatch, inForce);
      const candidate = {
        digest,
        document: text,
        title: document.title,
        principleCount: document.principles.length,
        ratifiedBy: caller.subject,
      };
      return { summary: await this.constitutions.insert(candidate, transaction, outdate), created: true };
    });
    return { version: { ...summary, document }, created };
  }
}

function soundDraft({ draft, shapeFaults, conditionFaults }: DraftInspection): ConstitutionDraft {
  if (draft === null) throw new ValidationFailedError([...shapeFaults, ...conditionFaults]);
  if (conditionFaults.length > 0) throw new ConditionsInvalidError(conditionFaults);
  return draft;
}

function requireInForce(ifMatch: string, inForce: ConstitutionSummary | null): void {
  if (inForce === null || !matchesStrongly(ifMatch, tagOfVersion(inForce))) {
    throw new ConstitutionChangedError(inForce);
  }
}
