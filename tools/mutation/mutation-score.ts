import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import { relative } from 'node:path';
import { NOT_MEASURED } from '../../test/performance/measurement.js';

/** `counted` leaves out what can not be judged: static changes, and those that do not compile. */
export interface MutationScore {
  readonly noticed: number;
  readonly counted: number;
  readonly share: number;
}

const NOTICED: ReadonlySet<MutantStatus> = new Set(['Killed', 'Timeout']);
const UNNOTICED: ReadonlySet<MutantStatus> = new Set(['Survived', 'NoCoverage']);

/** A change that no spec reaches counts as one that none notices. */
export function scoreOf(mutants: readonly Pick<MutantResult, 'status'>[]): MutationScore {
  const noticed = mutants.filter(({ status }) => NOTICED.has(status)).length;
  const counted = noticed + mutants.filter(({ status }) => UNNOTICED.has(status)).length;
  return { noticed, counted, share: counted === 0 ? NOT_MEASURED : noticed / counted };
}

/** A line for each change that no spec has noticed: where, and what stood there instead. */
export function survivorsOf(mutants: readonly MutantResult[]): string[] {
  return mutants
    .filter(({ status }) => UNNOTICED.has(status))
    .map(({ fileName, location, mutatorName, replacement, status }) => {
      const place = `${relative('.', fileName)}:${String(location.start.line)}`;
      const instead = replacement.replaceAll(/\s+/g, ' ').slice(0, 80);
      return `${place}  ${mutatorName}: ${instead}${status === 'NoCoverage' ? '  (no spec reaches it)' : ''}`;
    });
}
