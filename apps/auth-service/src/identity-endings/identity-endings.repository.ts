import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Statements that end what somebody has made, over the tables of several features. Each gives the ids of those that had not ended. */
@Injectable()
export class IdentityEndingsRepository {
  /** Of this owner, and of the agents among them, however deep. From then on their clients are none. */
  async endAgents(tenant: string, owner: string, transaction: EntityManager): Promise<string[]> {
    const ids = await idsOf(
      transaction,
      `WITH RECURSIVE owned AS (
         SELECT id FROM auth_service.agents WHERE tenant = $1 AND owner = $2
         UNION
         SELECT lower.id FROM auth_service.agents lower JOIN owned ON lower.tenant = $1 AND lower.owner = owned.id)
       UPDATE auth_service.agents SET revoked_at = now() FROM owned
       WHERE agents.tenant = $1 AND agents.id = owned.id AND revoked_at IS NULL RETURNING agents.id`,
      [tenant, owner],
    );
    await transaction.query(
      'UPDATE auth_service.clients SET expires_at = least(expires_at, now()) WHERE tenant = $1 AND id = ANY($2)',
      [tenant, ids],
    );
    return ids;
  }

  /** That these have made, or that act as one of them. */
  endApiKeys(tenant: string, subjects: readonly string[], transaction: EntityManager): Promise<string[]> {
    return idsOf(
      transaction,
      `UPDATE auth_service.api_keys SET revoked_at = now()
       WHERE tenant = $1 AND (owner = ANY($2) OR subject = ANY($2)) AND revoked_at IS NULL RETURNING id`,
      [tenant, subjects],
    );
  }

  /** Open ones by this inviter that need more than these roles; all of them without roles. */
  endInvitations(
    tenant: string,
    invitedBy: string,
    roles: readonly string[],
    transaction: EntityManager,
  ): Promise<string[]> {
    return idsOf(
      transaction,
      `DELETE FROM auth_service.invitations
       WHERE tenant = $1 AND invited_by = $2 AND expires_at > now() AND NOT (cardinality($3::text[]) > 0 AND roles <@ $3)
       RETURNING id`,
      [tenant, invitedBy, roles],
    );
  }

  /** From or to these, with all below them. */
  endDelegations(tenant: string, parties: readonly string[], transaction: EntityManager): Promise<string[]> {
    return idsOf(
      transaction,
      `WITH RECURSIVE ended AS (
         SELECT id FROM auth_service.delegations
         WHERE tenant = $1 AND (person = ANY($2) OR agent_id = ANY($2))
         UNION
         SELECT lower.id FROM auth_service.delegations lower
         JOIN ended ON lower.tenant = $1 AND lower.parent = ended.id)
       UPDATE auth_service.delegations SET revoked_at = now() FROM ended
       WHERE delegations.tenant = $1 AND delegations.id = ended.id AND revoked_at IS NULL RETURNING delegations.id`,
      [tenant, parties],
    );
  }
}

async function idsOf(transaction: EntityManager, text: string, values: unknown[]): Promise<string[]> {
  const [rows] = await transaction.query<[{ id: string }[], number]>(text, values);
  return rows.map(({ id }) => id);
}
