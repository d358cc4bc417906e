import type { CallerIdentity } from '@acgs/access';
import type { Erasure } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { DecisionNotFoundError } from '../decisions/decision.errors.js';
import { ErasuresRepository } from '../erasure-records/erasures.repository.js';

@Injectable()
export class ErasuresService {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'LOG_PERSONAL_FIELDS'>,
    private readonly repository: ErasuresRepository,
  ) {}

  /** Asked again, it answers the same, unless more fields are personal by now. @throws DecisionNotFoundError, DecisionHeldError */
  async erase(decisionId: string, { tenant, subject }: CallerIdentity): Promise<Erasure> {
    const { LOG_PERSONAL_FIELDS: fields } = this.settings;
    const erased = await this.repository.erase({ tenant, decisionId }, fields, subject);
    if (erased === null) throw new DecisionNotFoundError(decisionId);
    return { decisionId, erased: [...erased] };
  }
}
