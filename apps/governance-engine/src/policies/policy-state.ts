import type { CallerIdentity } from '@acgs/access';
import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { PolicyChangeKind, PolicyDraft, PolicyOrigin, PolicyStatus } from '@acgs/contracts';
import { announceRuleVersion } from '@acgs/database';
import type { EntityManager } from 'typeorm';

/** Held until the transaction ends: who changes the same policy waits. */
export interface LockedPolicy {
  readonly tenant: string;
  readonly id: string;
  readonly latestVersion: number;
  readonly activeVersion: number | null;
  readonly activationNumber: number;
}

/** Through whom a subject does something. */
export type Behind = Pick<CallerIdentity, 'actors' | 'clientId'>;

export interface VersionState {
  readonly version: number;
  readonly status: PolicyStatus;
  readonly createdBy: string;
  /** Null for a proposal, and for what was written before it was kept. */
  readonly behind: Behind | null;
  readonly digest: string;
}

export interface NewVersion {
  readonly document: PolicyDraft;
  readonly digest: string;
  readonly createdBy: string;
  readonly behind: Behind | null;
  /** Of a proposal, which is in review from birth. */
  readonly origin: PolicyOrigin | null;
}

export interface PolicyChangeBy {
  readonly kind: PolicyChangeKind;
  readonly version: number | null;
  /** The number of the change whose state it brings back; null for a state of its own. */
  readonly state: number | null;
  readonly actedBy: string;
  readonly behind: Behind;
  readonly reason: string | null;
  readonly selfActivated: boolean;
}

/** Null when there is no such policy. */
export async function lockedPolicy(
  transaction: EntityManager,
  tenant: string,
  id: string,
): Promise<LockedPolicy | null> {
  const [row] = await transaction.query<LockedPolicy[]>(
    `SELECT tenant, id, latest_version AS "latestVersion", active_version AS "activeVersion",
       activation_number AS "activationNumber"
     FROM governance_engine.policies WHERE tenant = $1 AND id = $2 FOR UPDATE`,
    [tenant, id],
  );
  return row ?? null;
}

export async function lockedOrNew(
  transaction: EntityManager,
  tenant: string,
  id: string,
): Promise<LockedPolicy> {
  await transaction.query(
    `INSERT INTO governance_engine.policies (tenant, id, latest_version, constitutional_hash)
     VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING`,
    [tenant, id, CONSTITUTIONAL_HASH],
  );
  const none = { tenant, id, latestVersion: 0, activeVersion: null, activationNumber: 0 };
  return (await lockedPolicy(transaction, tenant, id)) ?? none;
}

export async function versionState(
  transaction: EntityManager,
  { tenant, id }: LockedPolicy,
  version: number,
): Promise<VersionState | null> {
  const [row] = await transaction.query<VersionState[]>(
    `SELECT version, status, created_by AS "createdBy", digest, CASE WHEN client_id IS NOT NULL THEN
       json_build_object('actors', actors, 'clientId', client_id) END AS behind FROM governance_engine.policy_versions
     WHERE tenant = $1 AND id = $2 AND version = $3`,
    [tenant, id, version],
  );
  return row ?? null;
}

/** The version that this candidate of a run has become already, with the same document. */
export async function proposedVersion(
  transaction: EntityManager,
  { tenant, id }: LockedPolicy,
  { runId, candidateId }: PolicyOrigin,
  digest: string,
): Promise<number | null> {
  const [row] = await transaction.query<{ version: number }[]>(
    `SELECT version FROM governance_engine.policy_versions
     WHERE tenant = $1 AND id = $2 AND origin->>'runId' = $3 AND origin->>'candidateId' = $4
       AND digest = $5 ORDER BY version LIMIT 1`,
    [tenant, id, runId, candidateId, digest],
  );
  return row?.version ?? null;
}

/** Gives its number. */
export async function insertVersion(
  transaction: EntityManager,
  { tenant, id, latestVersion }: LockedPolicy,
  { document, digest, createdBy, behind, origin }: NewVersion,
): Promise<number> {
  const version = latestVersion + 1;
  await transaction.query(
    `INSERT INTO governance_engine.policy_versions
       (tenant, id, version, digest, document, created_by, constitutional_hash, origin, status, submitted_by, submitted_at,
        actors, client_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10::text IS NOT NULL THEN now() END, $11, $12)`,
    [
      tenant,
      id,
      version,
      digest,
      JSON.stringify(document),
      createdBy,
      CONSTITUTIONAL_HASH,
      origin,
      origin === null ? 'draft' : 'in-review',
      origin?.promotedBy ?? null,
      behind?.actors ?? null,
      behind?.clientId ?? null,
    ],
  );
  await transaction.query(
    'UPDATE governance_engine.policies SET latest_version = $3 WHERE tenant = $1 AND id = $2',
    [tenant, id, version],
  );
  return version;
}

/** Triggers see to the statuses of the versions and to the log. What is in force is announced in the same transaction. */
export async function putInForce(
  transaction: EntityManager,
  { tenant, id, activeVersion, activationNumber }: LockedPolicy,
  { kind, version, state, actedBy, behind, reason, selfActivated }: PolicyChangeBy,
): Promise<void> {
  const number = activationNumber + 1;
  await transaction.query(
    `INSERT INTO governance_engine.policy_activations (tenant, id, number, kind, from_version, to_version, digest, state,
       acted_by, reason, self_activated, constitutional_hash, actors, client_id, acted_at)
     VALUES ($1, $2, $3, $4, $5, $6, (SELECT digest FROM governance_engine.policy_versions
       WHERE tenant = $1 AND id = $2 AND version = $6), $7, $8, $9, $10, $11, $12, $13,
       date_trunc('milliseconds', clock_timestamp()))`,
    [
      tenant,
      id,
      number,
      kind,
      activeVersion,
      version,
      state ?? number,
      actedBy,
      reason,
      selfActivated,
      CONSTITUTIONAL_HASH,
      behind.actors,
      behind.clientId,
    ],
  );
  await transaction.query(
    `UPDATE governance_engine.policies SET active_version = $3, activation_number = $4
     WHERE tenant = $1 AND id = $2`,
    [tenant, id, version, number],
  );
  await announceRuleVersion(transaction, 'policies');
}

/**
 * The last state before the one of now in which another version was in force. From what a roll-back has brought one goes
 * on backwards, and never to and fro.
 */
export async function stateBefore(
  transaction: EntityManager,
  { tenant, id, activationNumber }: LockedPolicy,
): Promise<{ version: number; state: number } | null> {
  const [row] = await transaction.query<{ version: number; state: number }[]>(
    `SELECT before.to_version AS version, before.state
     FROM governance_engine.policy_activations AS now CROSS JOIN LATERAL (
       SELECT to_version, state FROM governance_engine.policy_activations
       WHERE tenant = now.tenant AND id = now.id AND number < now.state
         AND to_version IS DISTINCT FROM now.to_version AND to_version IS NOT NULL
       ORDER BY number DESC LIMIT 1) AS before
     WHERE now.tenant = $1 AND now.id = $2 AND now.number = $3`,
    [tenant, id, activationNumber],
  );
  return row ?? null;
}

export async function submitVersion(
  transaction: EntityManager,
  { tenant, id }: LockedPolicy,
  version: number,
  submittedBy: string,
): Promise<void> {
  await transaction.query(
    `UPDATE governance_engine.policy_versions SET status = 'in-review', submitted_by = $4, submitted_at = now()
     WHERE tenant = $1 AND id = $2 AND version = $3`,
    [tenant, id, version, submittedBy],
  );
}

export async function rejectVersion(
  transaction: EntityManager,
  { tenant, id }: LockedPolicy,
  version: number,
  { rejectedBy, reason }: { readonly rejectedBy: string; readonly reason: string },
): Promise<void> {
  await transaction.query(
    `UPDATE governance_engine.policy_versions
     SET status = 'rejected', rejected_by = $4, rejected_at = now(), rejection_reason = $5
     WHERE tenant = $1 AND id = $2 AND version = $3`,
    [tenant, id, version, rejectedBy, reason],
  );
}
