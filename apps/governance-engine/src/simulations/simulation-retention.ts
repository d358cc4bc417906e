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

interface SimulationKey {
  readonly tenant: string;
  readonly simulation_id: string;
}

/** Forgets simulations, with their flips and uploaded cases, some days after they have ended. */
@Injectable()
export class SimulationRetention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(SimulationRetention.name);
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | null = null;
  private ending = false;

  constructor(
    private readonly database: DataSource,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'SIMULATION_RETENTION_DAYS'>,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.SIMULATION_RETENTION_DAYS === 0) return;
    this.timer = setInterval(() => {
      this.round ??= this.forget()
        .catch((error: unknown) => {
          this.log.error(error);
        })
        .finally(() => {
          this.round = null;
        });
    }, HOUR);
    this.timer.unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending = true;
    clearInterval(this.timer);
    await this.round;
  }

  /** Several processes may do it at once. */
  async forget(): Promise<void> {
    const expired = await this.database.query<SimulationKey[]>(
      `SELECT tenant, simulation_id FROM governance_engine.simulations
       WHERE finished_at < now() - $1 * interval '1 day' ORDER BY finished_at LIMIT 1000`,
      [this.settings.SIMULATION_RETENTION_DAYS],
    );
    for (const key of expired) {
      await this.empty('simulation_flips', key);
      await this.empty('simulation_cases', key);
      if (this.ending) return;
      await this.database.query(
        'DELETE FROM governance_engine.simulations WHERE tenant = $1 AND simulation_id = $2',
        [key.tenant, key.simulation_id],
      );
    }
  }

  private async empty(
    table: 'simulation_flips' | 'simulation_cases',
    { tenant, simulation_id }: SimulationKey,
  ): Promise<void> {
    let deleted = ROWS_AT_ONCE;
    while (deleted === ROWS_AT_ONCE && !this.ending) {
      [, deleted] = await this.database.query<[unknown, number]>(
        `DELETE FROM governance_engine.${table} WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM governance_engine.${table} WHERE tenant = $1 AND simulation_id = $2
           LIMIT ${String(ROWS_AT_ONCE)}))`,
        [tenant, simulation_id],
      );
    }
  }
}
