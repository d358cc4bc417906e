import type { Explanation, Freeze, FreezeScope, FreezeStatus } from '@acgs/contracts';
import type { FreezeInForce } from '@acgs/rules';
import type { FreezeEntity } from './freeze.entity.js';

function statusOf(
  { liftedAt, expiresAt }: Pick<FreezeEntity, 'liftedAt' | 'expiresAt'>,
  now: Date,
): FreezeStatus {
  if (liftedAt !== null) return 'lifted';
  return expiresAt === null || expiresAt > now ? 'in-force' : 'expired';
}

function scopeOf({ subjectType, subjectId, action }: FreezeEntity): FreezeScope {
  if (subjectType !== null && subjectId !== null) return { subject: { type: subjectType, id: subjectId } };
  return action === null ? { everything: true } : { action };
}

export const freezeOf = (freeze: FreezeEntity, now: Date): Freeze => ({
  freezeId: freeze.freezeId,
  status: statusOf(freeze, now),
  scope: scopeOf(freeze),
  reason: freeze.reason,
  placedBy: freeze.placedBy,
  placedAt: freeze.placedAt.toISOString(),
  expiresAt: freeze.expiresAt?.toISOString() ?? null,
  liftedBy: freeze.liftedBy,
  liftedAt: freeze.liftedAt?.toISOString() ?? null,
  liftReason: freeze.liftReason,
});

export const inForceOf = (freeze: FreezeEntity): FreezeInForce => ({
  freezeId: freeze.freezeId,
  scope: scopeOf(freeze),
  reason: freeze.reason,
  expiresAt: freeze.expiresAt?.getTime() ?? null,
});

/** Without whom it names, or who placed it: whoever is denied reads it. */
export const referenceOf = (freeze: FreezeEntity): NonNullable<Explanation['freeze']> => ({
  freezeId: freeze.freezeId,
  covers: freeze.everything ? 'everything' : freeze.action === null ? 'subject' : 'action',
  reason: freeze.reason,
  placedAt: freeze.placedAt.toISOString(),
  expiresAt: freeze.expiresAt?.toISOString() ?? null,
});
