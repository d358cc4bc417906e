import { setTimeout as pause } from 'node:timers/promises';
import type { LinkState } from '../../support/faulty-link.js';
import { CONSTITUTION } from '../decisions-questions.js';
import { allowing, present, type Row, type System } from './row.js';

const LONGEST_DAMAGED_MILLISECONDS = 3000;
const LONGEST_DELAY_MILLISECONDS = 300;
const LONGEST_STEP_SECONDS = 600;
/** libfaketime looks at its file once a second. */
const SEEN_AFTER_MILLISECONDS = 1200;

const DAMAGED: readonly Exclude<LinkState, 'sound'>[] = ['slow', 'half-open', 'resetting'];

const TO_ENGINE: readonly Row[] = DAMAGED.map((state) => ({
  name: `way to governance-engine ${state}`,
  failure: 'an upstream slow or failing',
  allows: allowing({ linked: ['502', '503', '504'] }),
  run: async ({ links }, random) => {
    const link = links['governance-engine'];
    link.become(state, random() * LONGEST_DELAY_MILLISECONDS);
    await pause(random() * LONGEST_DAMAGED_MILLISECONDS);
    link.become('sound');
    return [];
  },
}));

/** The constitution changes meanwhile, so that engines know of a version that they cannot read. */
const TO_CORE: readonly Row[] = DAMAGED.map((state) => ({
  name: `way to constitutional-core ${state}`,
  failure: 'constitutional-core down',
  allows: allowing({ gateway: ['rules-stale'], engine: ['rules-stale'] }),
  run: async (system, random) => {
    const link = system.links['constitutional-core'];
    link.become(state, random() * LONGEST_DELAY_MILLISECONDS);
    await ratify(system);
    await pause(random() * LONGEST_DAMAGED_MILLISECONDS);
    link.become('sound');
    return [];
  },
}));

/** Straight to constitutional-core, whose own way is sound. */
async function ratify({ installation, admin, ratified }: System): Promise<void> {
  const response = await fetch(`${installation.url('constitutional-core')}/api/v1/constitution/versions`, {
    method: 'POST',
    headers: { ...admin.headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...CONSTITUTION, title: `${CONSTITUTION.title}, ${String(ratified.length)}` }),
  });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`a constitution was not ratified: ${text}`);
  const { version } = JSON.parse(text) as { version: number };
  ratified.push({ of: 'constitution', number: version, acknowledgedAt: performance.now() });
}

const CLOCK: Row = {
  name: 'clock stepped',
  failure: 'the clock of an engine stepped',
  needs: 'clock',
  allows: allowing(),
  run: async ({ clock }, random) => {
    await present(clock).step(Math.round((random() * 2 - 1) * LONGEST_STEP_SECONDS));
    await pause(SEEN_AFTER_MILLISECONDS + random() * LONGEST_DAMAGED_MILLISECONDS);
    await present(clock).step(0);
    await pause(SEEN_AFTER_MILLISECONDS);
    return [];
  },
};

const SEQUENCERS: Row = {
  name: 'two sequencers',
  failure: 'two sequencers at once',
  allows: allowing(),
  run: async ({ installation }, random) => {
    const { service } = await installation.startSecond('integrity-service');
    const first = installation.service('integrity-service');
    first?.signalAll('SIGSTOP');
    await pause(random() * LONGEST_DAMAGED_MILLISECONDS);
    // It finds another in its place, or takes up where it was.
    first?.signalAll('SIGCONT');
    await pause(random() * LONGEST_DAMAGED_MILLISECONDS);
    await service.stop(random() < 0.5 ? 'SIGKILL' : 'SIGTERM');
    return [];
  },
};

export const NETWORK_ROWS: readonly Row[] = [...TO_ENGINE, ...TO_CORE, CLOCK, SEQUENCERS];
