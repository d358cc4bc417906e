import type { Check, Patient } from '../check.js';
import { fail, type Finding, ok, warn } from '../finding.js';

const OLD_DAYS = 365;

interface KeyRow {
  readonly days: number;
  readonly signing: number;
}

/** The keys that sign checkpoints and tokens are there, and not older than a year. */
export const KEYS: Check = {
  name: 'keys',
  run: async ({ database }) => [
    findingOf('log', await logKeys(database), 'POST /api/v1/integrity/keys/rotation'),
    findingOf('tokens', await tokenKeys(database), 'POST /api/v1/auth/signing-keys/rotation'),
  ],
};

const logKeys = (database: Patient['database']): Promise<KeyRow> =>
  database.row<KeyRow>(`SELECT ${DAYS_SINCE('max(valid_from)')} AS days, count(*)::int AS signing
    FROM integrity_service.log_keys WHERE valid_from <= now() AND (valid_to IS NULL OR valid_to > now())`);

const tokenKeys = (database: Patient['database']): Promise<KeyRow> =>
  database.row<KeyRow>(`SELECT ${DAYS_SINCE('max(coalesce(signs_from, created_at))')} AS days, count(*)::int AS signing
    FROM auth_service.signing_keys
    WHERE coalesce(signs_from, created_at) <= now() AND (retires_at IS NULL OR retires_at > now())`);

const DAYS_SINCE = (time: string): string => `coalesce(extract(day FROM now() - ${time}), 0)::int`;

function findingOf(subject: string, { days, signing }: KeyRow, rotation: string): Finding {
  if (signing === 0)
    return fail(subject, 'no key signs', 'Restart the service: it makes one when there is none.');
  const saw = `the newest key has signed for ${String(days)} days`;
  return days > OLD_DAYS ? warn(subject, saw, `Rotate it: ${rotation}.`) : ok(subject, saw);
}
