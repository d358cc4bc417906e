import { FactsConnection, positionOf, type ServerFacts, unlikeness } from '@acgs/database';
import { setTimeout as pause } from 'node:timers/promises';
import { answering, type Check } from '../check.js';
import { reasonOf } from '../database-view.js';
import type { Deployment } from '../deployment.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';
import type { ServiceView } from '../service-view.js';

const SUBJECT = 'replica';
const LAG = 'acgs_database_replica_lag_seconds';
const LOOK_AGAIN_MILLISECONDS = 100;
/** A check has its own bound. */
const WAIT_MILLISECONDS_MAX = 5000;

/** Reads that may be behind have a replica of this primary, which is not too far behind; or there is none. */
export const REPLICA: Check = {
  name: 'replica',
  run: async (patient) => {
    const { deployment } = patient;
    const uses = answering(patient).flatMap((service) => useOf(service, deployment));
    if (deployment.replicaUrl !== null) return [...uses, await serverOf(deployment.replicaUrl, deployment)];
    return uses.length > 0 ? uses : [ok(SUBJECT, 'no DATABASE_REPLICA_URL: all reads go to the primary')];
  },
};

/** Nothing of a service without one. */
function useOf({ name, metrics }: ServiceView, { replicaLagMilliseconds }: Deployment): Finding[] {
  const lag = metrics?.sum(LAG) ?? null;
  if (lag === null) return [];
  const saw = `its replica was complete ${lag.toFixed(1)} s ago`;
  return lag * 1000 <= replicaLagMilliseconds
    ? [ok(name, saw)]
    : [warn(name, `${saw}: it asks the primary`, 'Mend the replica; the log of the service says why.')];
}

async function serverOf(url: string, { databaseUrl, replicaLagMilliseconds }: Deployment): Promise<Finding> {
  if (databaseUrl === null) return skipped(SUBJECT, 'where the primary is is not known', 'Set DATABASE_URL.');
  const primary = new FactsConnection(databaseUrl);
  const replica = new FactsConnection(url);
  try {
    const wanted = await primary.read().catch(() => null);
    if (wanted === null) return skipped(SUBJECT, 'the primary cannot be asked', 'See the check database.');
    return await compared(replica, wanted, Math.min(replicaLagMilliseconds, WAIT_MILLISECONDS_MAX));
  } catch (error) {
    return fail(SUBJECT, reasonOf(error), 'Start it, or correct DATABASE_REPLICA_URL.');
  } finally {
    primary.close();
    replica.close();
  }
}

/** Waits, as long as it may be behind, for where the primary was. @throws what the driver throws */
async function compared(
  replica: FactsConnection,
  primary: ServerFacts,
  milliseconds: number,
): Promise<Finding> {
  const began = performance.now();
  for (;;) {
    const facts = await replica.read();
    const unlike = unlikeness(facts, primary);
    if (unlike !== null)
      return fail(SUBJECT, unlike, 'Let DATABASE_REPLICA_URL name a replica of DATABASE_URL.');
    const behind = positionOf(primary.position) - positionOf(facts.position);
    const waited = performance.now() - began;
    if (behind <= 0n) return ok(SUBJECT, `has what the primary had ${waited.toFixed(0)} ms ago`);
    if (waited > milliseconds) {
      const saw = `${String(behind)} bytes of the log behind where the primary was ${waited.toFixed(0)} ms ago`;
      return warn(
        SUBJECT,
        saw,
        'Look at pg_stat_wal_receiver there, and at what its disk and processors do.',
      );
    }
    await pause(LOOK_AGAIN_MILLISECONDS);
  }
}
