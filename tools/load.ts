import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadPage, loadPlots, type LoadReport } from '../test/performance/load/load-report.js';
import { type LoadOptions, remarksOn, runLoad } from '../test/performance/load/load-run.js';
import { RequestMixError } from '../test/performance/load/request-mix.js';
import {
  endProgress,
  endWith,
  messageOf,
  progressLine,
  readArguments,
  report,
  wholeNumber,
} from './command-line.js';

const { values } = readArguments(
  {
    usage: 'npm run load -- [--ramp] [OPTION]...',
    text: `Loads an installation of its own through the gateway, at a fixed rate of arrival, and writes a page with plots.
Each decision is on disk before it is answered.

--ramp            the rate grows by a quarter each step, until requests fail or the system keeps up no longer:
                  knee.rate is where the p99 passes the target, error.rate.at where errors begin
--rate N          requests a second; of a ramp, the first (500)
--duration S      seconds of load at most (40)
--step S          seconds of each step (3)
--connections N   at most (256)
--target-p99 MS   (5)
--mix FILE        other requests than decisions: {"requests": [{"weight": 3, "method": "GET", "path":
                  "/api/v1/policies"}, {"path": "/api/v1/decisions", "body": {}}]}, asked as demo-agent
--report FILE     where the page goes (load-report.html)
--plots FOLDER    writes the plots there, too, as latency.svg and throughput.svg
--json            ends with one line of JSON

docs/performance.md explains how to read the figures.`,
  },
  {
    ramp: { type: 'boolean', default: false },
    rate: { type: 'string', default: '500' },
    duration: { type: 'string', default: '40' },
    step: { type: 'string', default: '3' },
    connections: { type: 'string', default: '256' },
    'target-p99': { type: 'string', default: '5' },
    mix: { type: 'string' },
    report: { type: 'string', default: 'load-report.html' },
    plots: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);

const options: LoadOptions = {
  ramp: values.ramp,
  rate: wholeNumber('rate', values.rate, 100_000),
  duration: wholeNumber('duration', values.duration, 86_400),
  secondsPerStep: wholeNumber('step', values.step, 3600),
  connections: wholeNumber('connections', values.connections, 10_000),
  targetMilliseconds: wholeNumber('target-p99', values['target-p99'], 60_000),
  mix: values.mix ?? null,
  progress: progressLine,
};

try {
  const { measurement, report: page } = await runLoad(options);
  endProgress();
  await writeFile(values.report, loadPage(page));
  if (values.plots !== undefined) await writePlots(values.plots, page);
  const remarks = remarksOn(options, page.steps);
  const table = [
    measurement.table,
    '',
    ...remarks,
    `The page with the plots is ${resolve(values.report)}`,
  ].join('\n');
  report('load', { ...measurement, table }, values.json);
} catch (error) {
  endProgress();
  endWith(messageOf(error), error instanceof RequestMixError ? 2 : 1);
}

async function writePlots(folder: string, page: LoadReport): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, svg] of Object.entries(loadPlots(page)))
    await writeFile(join(folder, `${name}.svg`), svg);
}
