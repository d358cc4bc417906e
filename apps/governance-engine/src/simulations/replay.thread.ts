import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Replay } from './replay/replay.js';
import { type ReplayAssignment, STOP } from './replay/replay-assignment.js';
import { ReplayPace } from './replay/replay-pace.js';
import { ReplayStore } from './replay/replay-store.js';

// On Linux that is this thread's alone: those that answer requests come first. Elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const assignment = workerData as ReplayAssignment;
let stopping = false;
parentPort?.on('message', (message) => {
  stopping ||= message === STOP;
});
const store = new ReplayStore(assignment);
try {
  await store.open();
  await new Replay(assignment, store, new ReplayPace(assignment.liveDecisions), () => stopping).run();
} finally {
  await store.close();
  parentPort?.close();
}
