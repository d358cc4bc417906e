import { BackgroundLoop } from '@acgs/service';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';

const HOUR = 60 * 60 * 1000;
const ROWS_AT_ONCE = 10_000;

const FLIPS_OF_DROPPED = `
  DELETE FROM governance_engine.simulation_flips WHERE ctid = ANY (ARRAY(
    SELECT flip.ctid FROM governance_engine.dropped_partitions CROSS JOIN LATERAL (
      SELECT ctid FROM governance_engine.simulation_flips AS one
      WHERE tenant = $1 AND decision_id >= from_id AND decision_id < to_id AND NOT EXISTS (
        SELECT FROM governance_engine.decisions WHERE tenant = $1 AND decision_id = one.decision_id)
      LIMIT ${String(ROWS_AT_ONCE)}) AS flip
    LIMIT ${String(ROWS_AT_ONCE)}))`;

interface SimulationKey {
  readonly tenant: string;
  readonly simulation_id: string;
}

/**
 * Forgets simulations, with their flips and uploaded cases, some days after they have ended, and flips with their decisions.
 */
@Injectable()
export class SimulationRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SimulationRetention.name);
  private readonly loop = BackgroundLoop.every(
    HOUR,
    () => this.forget(),
    (error) => {
      this.log.error(error);
    },
  );

  constructor(
    private readonly database: DataSource,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'SIMULATION_RETENTION_DAYS'>,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Several processes may do it at once. */
  async forget(): Promise<void> {
    await this.forgetFlips();
    if (this.settings.SIMULATION_RETENTION_DAYS > 0) await this.forgetEnded();
  }

  private async forgetEnded(): Promise<void> {
    const expired = await this.database.query<SimulationKey[]>(
      `SELECT tenant, simulation_id FROM governance_engine.simulations
       WHERE finished_at < now() - $1 * interval '1 day' ORDER BY finished_at LIMIT 1000`,
      [this.settings.SIMULATION_RETENTION_DAYS],
    );
    for (const key of expired) {
      await this.empty('simulation_flips', key);
      await this.empty('simulation_cases', key);
      if (this.loop.signal.aborted) return;
      await this.database.query(
        'DELETE FROM governance_engine.simulations WHERE tenant = $1 AND simulation_id = $2',
        [key.tenant, key.simulation_id],
      );
    }
  }

  /** Of decisions that were dropped with their day. */
  private async forgetFlips(): Promise<void> {
    const tenants = await this.database.query<{ tenant: string }[]>(
      'SELECT DISTINCT tenant FROM governance_engine.simulations',
    );
    for (const { tenant } of tenants) await this.inSlices(FLIPS_OF_DROPPED, [tenant]);
  }

  private async empty(
    table: 'simulation_flips' | 'simulation_cases',
    { tenant, simulation_id }: SimulationKey,
  ): Promise<void> {
    await this.inSlices(
      `DELETE FROM governance_engine.${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM governance_engine.${table} WHERE tenant = $1 AND simulation_id = $2
         LIMIT ${String(ROWS_AT_ONCE)}))`,
      [tenant, simulation_id],
    );
  }

  private async inSlices(statement: string, values: readonly string[]): Promise<void> {
    let deleted = ROWS_AT_ONCE;
    while (deleted === ROWS_AT_ONCE && !this.loop.signal.aborted)
      [, deleted] = await this.database.query<[unknown, number]>(statement, [...values]);
  }
}
