import { answering, type Check, type Patient } from '../check.js';
import { fail, type Finding, NotAtHandError, ok, warn } from '../finding.js';

/** The engine decides by the constitution that was ratified last, and knows that it is that. */
export const RULES: Check = {
  name: 'rules',
  run: async (patient) => {
    const { version } = await patient.database.row<{ version: number | null }>(
      'SELECT max(version) AS version FROM constitutional_core.versions',
    );
    return [constitutionOf(version), engineOf(patient, version)];
  },
};

const constitutionOf = (version: number | null): Finding =>
  version === null
    ? warn('constitution', 'none is ratified: every request is denied', 'Ratify one: docs/writing-rules.md.')
    : ok('constitution', `version ${String(version)} is in force`);

function engineOf(patient: Patient, version: number | null): Finding {
  const engine = answering(patient).find(({ name }) => name === 'governance-engine');
  if (engine === undefined)
    throw new NotAtHandError('governance-engine', 'does not answer', 'See the check services.');
  const { rules } = engine.details;
  const told = rules?.constitutionVersion;
  const loaded = typeof told === 'number' ? told : null;
  if (rules?.status !== 'up')
    return fail(
      engine.name,
      'its rules are not confirmed: every request is denied',
      'See whether constitutional-core and PostgreSQL answer it; its log says why.',
    );
  return loaded === version
    ? ok(engine.name, `rules are confirmed, constitution ${loaded === null ? 'none' : String(loaded)}`)
    : fail(
        engine.name,
        `decides by constitution ${String(loaded)}, and ${String(version)} is in force`,
        'See whether engine and doctor have the same DATABASE_URL, and what its log says.',
      );
}
