/** Every command that measures what design and documents promise, as a person types it after `npm run`. */
export const FIGURE_COMMANDS: readonly string[] = [
  'evaluate',
  'bench -- rules',
  'bench -- decisions',
  'bench -- peers',
  'bench -- gateway',
  'bench -- log',
  'bench -- simulate',
  'bench -- evolve',
  'bench -- cache',
  'bench -- auth',
  'bench -- throttling',
  'bench -- tracing',
  'perf',
  'load -- --ramp',
  'faults -- decisions',
  'faults -- log',
  'faults -- table',
  'faults -- tampering',
];

/** What `tools/run.mjs` takes for it. */
export const argumentsOf = (command: string): string[] => command.split(' ').filter((word) => word !== '--');
