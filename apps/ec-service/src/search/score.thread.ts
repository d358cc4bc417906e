import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { answerOf } from './answer-of.js';
import { Judge } from './judge.js';
import type { ScoreAssignment, ScoreQuestion } from './score-assignment.js';

// On Linux that is this thread's alone: those that answer requests come first. Elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);

const judge = new Judge(workerData as ScoreAssignment);
parentPort?.on('message', (question: ScoreQuestion) => {
  parentPort?.postMessage(answerOf(question, judge));
});
