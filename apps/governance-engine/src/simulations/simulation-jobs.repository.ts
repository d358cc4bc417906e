import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';

export interface SimulationJob {
  readonly tenant: string;
  readonly simulationId: string;
  readonly leaseId: string;
}

/** After which a simulation whose process is gone is taken up by another one. */
const LEASE = `interval '10 seconds'`;
const ATTEMPTS_MAX = 5;
const PAUSE = `interval '2 seconds'`;
const BROKEN_OFF = `'The replay broke off; the log of the service tells why.'`;

/** Who works on which simulation. Whoever has lost the lease writes nothing more. */
@Injectable()
export class SimulationJobsRepository {
  constructor(private readonly database: DataSource) {}

  /**
   * The one that has waited longest; those of several processes never get the same. Null when nothing is due. The attempt is
   * counted now: a process that it ends cannot count it any more.
   */
  async claim(): Promise<SimulationJob | null> {
    await this.giveUp();
    const leaseId = randomUUID();
    const [rows] = await this.database.query<[{ tenant: string; simulation_id: string }[], number]>(
      `UPDATE governance_engine.simulations AS simulation
       SET status = 'running', started_at = coalesce(started_at, now()), attempts = simulation.attempts + 1,
         lease_id = $1, leased_until = now() + ${LEASE}
       FROM (
         SELECT tenant, simulation_id FROM governance_engine.simulations
         WHERE status IN ('queued', 'running') AND due_at <= now() AND (leased_until IS NULL OR leased_until < now())
         ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
       ) AS due
       WHERE simulation.tenant = due.tenant AND simulation.simulation_id = due.simulation_id
       RETURNING simulation.tenant, simulation.simulation_id`,
      [leaseId],
    );
    const [row] = rows;
    return row === undefined ? null : { tenant: row.tenant, simulationId: row.simulation_id, leaseId };
  }

  /** False when it is cancelled, or another process has it. */
  async renew({ tenant, simulationId, leaseId }: SimulationJob): Promise<boolean> {
    const [, changed] = await this.database.query<[unknown, number]>(
      `UPDATE governance_engine.simulations SET leased_until = now() + ${LEASE}
       WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3`,
      [tenant, simulationId, leaseId],
    );
    return changed > 0;
  }

  /** Tried again a little later; after the fifth attempt in a row without a page it has failed. */
  async fail({ tenant, simulationId, leaseId }: SimulationJob): Promise<void> {
    await this.database.query(
      `UPDATE governance_engine.simulations SET lease_id = NULL, leased_until = NULL, due_at = now() + ${PAUSE},
         status = CASE WHEN attempts < $4 THEN status ELSE 'failed' END,
         finished_at = CASE WHEN attempts < $4 THEN NULL ELSE now() END,
         failure = CASE WHEN attempts < $4 THEN NULL ELSE ${BROKEN_OFF} END
       WHERE tenant = $1 AND simulation_id = $2 AND lease_id = $3`,
      [tenant, simulationId, leaseId, ATTEMPTS_MAX],
    );
  }

  /** What has ended its process each time. */
  private async giveUp(): Promise<void> {
    await this.database.query(
      `UPDATE governance_engine.simulations SET status = 'failed', finished_at = now(), failure = ${BROKEN_OFF},
         lease_id = NULL, leased_until = NULL
       WHERE status IN ('queued', 'running') AND attempts >= $1 AND (leased_until IS NULL OR leased_until < now())`,
      [ATTEMPTS_MAX],
    );
  }
}
