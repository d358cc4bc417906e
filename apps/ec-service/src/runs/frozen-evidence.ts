import type { EvolutionRunDraft, LabelledDecision } from '@acgs/contracts';
import { type EvidenceCase, evidenceFaults, splitByTime } from '@acgs/evolution';
import type { Deadline } from '@acgs/http-client';
import { Inject, Injectable } from '@nestjs/common';
import { EC_SETTINGS, type EcSettings } from '../config.js';
import { EngineClient } from '../engine/engine-client.js';
import { BudgetExceededError, EvidenceTooLargeError, EvidenceUnusableError } from './run.errors.js';

/** Of all requests together: each thread has a copy. */
const REQUESTS_MEBIBYTES = 64;
const MEBIBYTE = 1024 * 1024;

export interface GatheredEvidence {
  readonly training: readonly EvidenceCase[];
  /** Newer than all of the training. */
  readonly heldOut: readonly EvidenceCase[];
  /** Labelled decisions whose request is gone. */
  readonly erased: number;
}

/** What people have said of recorded decisions, as it is now. */
@Injectable()
export class FrozenEvidence {
  constructor(
    @Inject(EngineClient) private readonly engine: Pick<EngineClient, 'labelled'>,
    @Inject(EC_SETTINGS) private readonly settings: Pick<EcSettings, 'EVOLUTION_EVIDENCE_MAX'>,
  ) {}

  /** @throws EvidenceUnusableError, EvidenceTooLargeError, BudgetExceededError, EngineUnavailableError */
  async gather(
    tenant: string,
    { from, to, heldOutShare }: EvolutionRunDraft['evidence'],
    deadline: Deadline,
  ): Promise<GatheredEvidence> {
    const decisions: LabelledDecision[] = [];
    let bytes = 0;
    for await (const page of this.engine.labelled(tenant, { from, to }, deadline)) {
      decisions.push(...page);
      this.checkCount(decisions.length);
      bytes += bytesOf(page);
      if (bytes > REQUESTS_MEBIBYTES * MEBIBYTE) throw new EvidenceTooLargeError(REQUESTS_MEBIBYTES);
    }
    const kept = decisions.filter(({ erased }) => !erased);
    refuseUnusable(kept);
    const split = splitByTime(kept.flatMap(caseOf), heldOutShare);
    refuseOneSided(split.training, 'among those that would be searched with');
    refuseOneSided(split.heldOut, 'among those that would be held out');
    return { ...split, erased: decisions.length - kept.length };
  }

  private checkCount(count: number): void {
    const { EVOLUTION_EVIDENCE_MAX: most } = this.settings;
    if (count > most) throw new BudgetExceededError('/evidence', count, most, 'EVOLUTION_EVIDENCE_MAX');
  }
}

const bytesOf = (decisions: readonly LabelledDecision[]): number =>
  decisions.reduce((sum, { request }) => sum + Buffer.byteLength(JSON.stringify(request)), 0);

function refuseUnusable(decisions: readonly LabelledDecision[]): void {
  const faults = evidenceFaults(
    decisions.map(({ decisionId: id, label, labels }) => ({ id, label, labels: labels.length })),
  );
  if (faults.length > 0) throw new EvidenceUnusableError(faults);
}

/** Both classes may be there, and yet all of one of them on one side. */
function refuseOneSided(cases: readonly EvidenceCase[], where: string): void {
  const faults = evidenceFaults(cases.map(({ id, label }) => ({ id, label, labels: 1 })));
  if (faults.length === 0) return;
  throw new EvidenceUnusableError(
    faults.map((fault) => ({ ...fault, message: `${where}, ${fault.message}` })),
  );
}

const caseOf = ({
  decisionId: id,
  request,
  approved,
  label,
  outcome,
  decidedAt,
}: LabelledDecision): EvidenceCase[] =>
  label === null ? [] : [{ id, request, approved, label, outcome, decidedAt, action: request.action.name }];
