import { answering, type Check, type Patient } from '../check.js';
import { fail, type Finding, ok, skipped, warn } from '../finding.js';

/** The header Date has whole seconds, and the way there and back takes time, too. */
const APART_SECONDS = 2;
/** Tokens, proofs and approvals are refused or live on by then. */
const FAR_APART_SECONDS = 30;
const ADVICE = 'Let all machines take their time from one place (NTP).';

/** The clocks of the services and of PostgreSQL go as this machine's does. */
export const CLOCKS: Check = {
  name: 'clocks',
  run: async (patient) => {
    const services = answering(patient).map(({ name, clockAheadSeconds }) =>
      clockAheadSeconds === null
        ? skipped(name, 'tells no time', 'Let its header Date through.')
        : findingOf(name, clockAheadSeconds),
    );
    return [...services, await databaseClock(patient)];
  },
};

async function databaseClock({ database }: Patient): Promise<Finding> {
  const asked = Date.now();
  const { now } = await database.row<{ now: Date }>('SELECT clock_timestamp() AS now');
  return findingOf('PostgreSQL', (now.getTime() - (asked + Date.now()) / 2) / 1000);
}

function findingOf(subject: string, ahead: number): Finding {
  const distance = Math.abs(ahead);
  const saw = `${distance.toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine`;
  if (distance > FAR_APART_SECONDS) return fail(subject, saw, ADVICE);
  return distance > APART_SECONDS
    ? warn(subject, saw, ADVICE)
    : ok(subject, `within ${String(APART_SECONDS)} s`);
}
