/** Loaded into a service before its own code, by `--import`: each SIGUSR2 begins a profile or ends it and writes it down. */
import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';

const SAMPLING_MICROSECONDS = 500;

const folder = process.env.PROFILE_FOLDER;
const session = new Session();
let isProfiling = false;

async function begin(): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_MICROSECONDS });
  await session.post('Profiler.start');
  write('begun', '');
}

async function end(): Promise<void> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  write('cpuprofile', JSON.stringify(profile));
}

/** Renamed when it is whole, so that whoever waits for the file finds all of it. */
function write(ending: string, content: string): void {
  const file = join(folder ?? '.', `${String(process.pid)}.${ending}`);
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}

process.on('SIGUSR2', () => {
  isProfiling = !isProfiling;
  void (isProfiling ? begin() : end());
});
