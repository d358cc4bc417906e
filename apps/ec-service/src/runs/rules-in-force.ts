import type { ActiveRuleSet } from '@acgs/contracts';
import { type Deadline } from '@acgs/http-client';
import { Injectable } from '@nestjs/common';
import { EngineClient } from '../engine/engine-client.js';
import { EngineUnavailableError } from '../engine/engine.errors.js';
import { type RunRow, RunsRepository } from './runs.repository.js';

const GLANCE_MILLISECONDS = 1000;

/** Whether the rules that runs go by are still those in force. */
@Injectable()
export class RulesInForce {
  constructor(
    private readonly engine: EngineClient,
    private readonly runs: RunsRepository,
  ) {}

  /** Notes what it finds. @throws EngineUnavailableError */
  async haveMoved({ tenant, id, pins: known }: RunPins, deadline: Deadline): Promise<boolean> {
    const { pins } = await this.engine.activeRules(tenant, deadline);
    const moved = !areSame(pins, known);
    await this.runs.setOutdated(tenant, id, moved);
    return moved;
  }

  /** As far as it can be told now: while the engine is away, what is known stands. */
  async glance(run: RunPins & Pick<RunRow, 'outdated'>, deadline: Deadline): Promise<boolean> {
    try {
      return await this.haveMoved(run, deadline.within(GLANCE_MILLISECONDS));
    } catch (error) {
      if (error instanceof EngineUnavailableError) return run.outdated;
      throw error;
    }
  }
}

type RunPins = Pick<RunRow, 'tenant' | 'id' | 'pins'>;
type Pins = ActiveRuleSet['pins'];

const areSame = (one: Pins, other: Pins): boolean =>
  one.constitutionDigest === other.constitutionDigest && one.policySetDigest === other.policySetDigest;
