import type { MutantResult, PartialStrykerOptions } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../project-folder.js';
import type { MutatedPart } from './mutated-parts.js';

const REPORTS = join('node_modules', '.cache', 'mutation');
const NOT_COPIED = ['apps', 'dist', 'docker', 'docs', 'examples', 'migrations', 'coverage', 'flame-graphs'];

/** Changes the part in a copy of the project, one place at a time, and runs the specs that reach the place. */
export function runMutants(name: string, part: MutatedPart, concurrency: number): Promise<MutantResult[]> {
  process.chdir(PROJECT_FOLDER);
  return new Stryker(optionsOf(name, part, concurrency)).runMutationTest();
}

/** Where a run leaves every mutant on the page that Stryker makes. */
export const reportOf = (name: string): string => join(REPORTS, `${name}.html`);

function optionsOf(name: string, part: MutatedPart, concurrency: number): PartialStrykerOptions {
  return {
    concurrency,
    mutate: [...part.mutate, '!**/*.spec.ts'],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: `tools/mutation/parts/${name}.mjs`, related: false },
    coverageAnalysis: 'perTest',
    // What is loaded once, a constant or a decorator, would need every spec for each change of it.
    ignoreStatic: true,
    incremental: true,
    incrementalFile: join(REPORTS, `${name}.json`),
    htmlReporter: { fileName: reportOf(name) },
    reporters: ['html', ...(process.stderr.isTTY ? ['progress'] : [])],
    disableTypeChecks: false,
    tempDirName: join('.acgs', 'mutation'),
    ignorePatterns: NOT_COPIED,
    timeoutMS: 20_000,
  };
}
