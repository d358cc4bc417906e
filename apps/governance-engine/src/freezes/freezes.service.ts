import type { CallerIdentity } from '@acgs/access';
import {
  type Freeze,
  type FreezeDraft,
  type FreezeLift,
  type FreezePage,
  type FreezeQuery,
  newUuidV7,
  type PlacedFreeze,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { Inject, Injectable } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import {
  FreezeNotFoundError,
  FreezeOverError,
  LifterNoAgentError,
  LiftOfOwnFreezeError,
} from './freeze.errors.js';
import { freezeOf } from './freeze-view.js';
import { FreezesRepository } from './freezes.repository.js';

@Injectable()
export class FreezesService {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'RULES_FRESHNESS_MS'>,
    private readonly repository: FreezesRepository,
  ) {}

  /** The bound counts from after the commit: a process that has confirmed its rules before it denies by then. */
  async place(draft: FreezeDraft, { tenant, subject }: CallerIdentity): Promise<PlacedFreeze> {
    const freezeId = newUuidV7();
    await this.repository.place({ tenant, freezeId }, draft, subject);
    const by = new Date(Date.now() + this.settings.RULES_FRESHNESS_MS);
    return { ...(await this.one(tenant, freezeId)), bindsEveryProcessBy: by.toISOString() };
  }

  /** @throws LifterNoAgentError, LiftOfOwnFreezeError; FreezeNotFoundError; FreezeOverError */
  async lift(freezeId: string, { reason }: FreezeLift, caller: CallerIdentity): Promise<Freeze> {
    const { tenant, subject, clientId, isAgent } = caller;
    if (isAgent) throw new LifterNoAgentError();
    const { scope } = await this.one(tenant, freezeId);
    if (scope.subject !== undefined && [subject, clientId].includes(scope.subject.id)) {
      throw new LiftOfOwnFreezeError(freezeId);
    }
    const isLifted = await this.repository.lift({ tenant, freezeId }, reason, subject, new Date());
    const freeze = await this.one(tenant, freezeId);
    if (!isLifted) throw new FreezeOverError(freezeId, freeze.status);
    return freeze;
  }

  /** @throws FreezeNotFoundError */
  async one(tenant: string, freezeId: string): Promise<Freeze> {
    const freeze = await this.repository.one({ tenant, freezeId });
    if (freeze === null) throw new FreezeNotFoundError(freezeId);
    return freezeOf(freeze, new Date());
  }

  async list(tenant: string, query: FreezeQuery): Promise<FreezePage> {
    const now = new Date();
    const rows = await this.repository.list(tenant, query, now);
    return pageFrom(
      rows,
      query.limit,
      (freeze) => freezeOf(freeze, now),
      ({ freezeId }) => freezeId,
    );
  }
}
