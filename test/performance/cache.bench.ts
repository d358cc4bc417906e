import { addedByLocalHit } from './cache-hit-cost.js';
import { CACHE_ENVIRONMENT, contextOfReads, hitFigures } from './cached-reads.js';
import { withMeasuredInstallation } from './measured-installation.js';
import { figureBelow, type MeasurementCommand } from './measurement.js';

const BLOCKS = 400;
const BLOCKS_LONG = 4000;
const READS = 40_000;
const READS_LONG = 400_000;

export const command: MeasurementCommand = {
  name: 'bench -- cache',
  summary: 'what a local hit costs, and how often either tier has what is asked for',
  run: async ({ long, progress }) => {
    progress('local hits in memory');
    const added = await addedByLocalHit(long ? BLOCKS_LONG : BLOCKS);
    const reads = long ? READS_LONG : READS;
    const options = { environment: CACHE_ENVIRONMENT, policies: 10, progress };
    const hits = await withMeasuredInstallation(options, (measured) => {
      const origin = measured.installation.url('governance-engine');
      return hitFigures(measured, { origin, reads, progress });
    });
    return {
      figures: [figureBelow('cache.local.added', added, 'µs', 5), ...hits],
      context: {
        ...contextOfReads(reads),
        'cache.local.added':
          'the interceptor on a local hit against a handler that has its answer at hand; mean of blocks of 500, median of the differences',
      },
      table: 'Cached reads of one engine process over HTTP; a second process shares its Redis',
    };
  },
};
