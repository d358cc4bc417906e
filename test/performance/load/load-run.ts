import { setTimeout as pause } from 'node:timers/promises';
import { textTable } from '../../../tools/text-table.js';
import { decisionRequests } from '../decision-requests.js';
import { checkGateway } from '../gateway-checks.js';
import { contextOfInstallation, decisionWindow, withMeasuredInstallation } from '../measured-installation.js';
import { figureAtMost, figureOnly, type Measurement } from '../measurement.js';
import { cells, HEADINGS, type LoadReport } from './load-report.js';
import { type LoadStep, runSteps } from './load-steps.js';
import { firstErrorsAt, kneeOf, rampRates, steadyRates } from './ramp.js';
import { readRequestMix } from './request-mix.js';
import type { LoadRequest } from './request-sender.js';

const POLICIES = 100;
const WARM_UP_SECONDS = 4;

export interface LoadOptions {
  readonly ramp: boolean;
  /** Requests a second; of a ramp, the first. */
  readonly rate: number;
  /** Seconds of load at most, without the warm-up. */
  readonly duration: number;
  readonly secondsPerStep: number;
  readonly connections: number;
  readonly targetMilliseconds: number;
  /** A file with the requests; decisions of the workload when it is null. */
  readonly mix: string | null;
  readonly progress: (text: string) => void;
}

/** Loads an installation of its own through the gateway. @throws RequestMixError */
export function runLoad(options: LoadOptions): Promise<{ measurement: Measurement; report: LoadReport }> {
  return withMeasuredInstallation({ progress: options.progress, policies: POLICIES }, async (measured) => {
    const { installation, agent } = measured;
    const requests =
      options.mix === null
        ? decisionRequests(agent, POLICIES)
        : await readRequestMix(options.mix, agent.headers);
    const target = { ...options, origin: installation.url('api-gateway'), requests };
    options.progress('warm-up');
    await runSteps({
      ...target,
      secondsPerStep: WARM_UP_SECONDS,
      nextRate: steadyRates({ firstRate: options.rate, steps: 1 }),
    });
    await checkGateway(measured);
    const onDisk = options.mix === null ? await decisionWindow(measured, POLICIES) : null;
    const steps = await measuredSteps(target);
    const failed = totalOf(steps, (step) => step.failed);
    await onDisk?.close({ served: totalOf(steps, ({ sent }) => sent) - failed, failed });
    const context = {
      ...contextOfInstallation(measured),
      loadModel: loadModelOf(options),
      remarks: remarksOn(options, steps),
      mix: options.mix ?? 'decisions',
    };
    const title = options.ramp ? 'ACGS under growing load' : 'ACGS under steady load';
    return {
      measurement: {
        figures: figuresOf(options, steps),
        context: { ...context, steps },
        table: tableOf(steps),
      },
      report: { title, steps, targetMilliseconds: options.targetMilliseconds, context },
    };
  });
}

type Target = LoadOptions & { readonly origin: string; readonly requests: readonly LoadRequest[] };

async function measuredSteps(target: Target): Promise<LoadStep[]> {
  await pause(200);
  const bounds = {
    firstRate: target.rate,
    steps: Math.max(1, Math.floor(target.duration / target.secondsPerStep)),
  };
  return runSteps({ ...target, nextRate: target.ramp ? rampRates(bounds) : steadyRates(bounds) });
}

function figuresOf(
  { ramp, targetMilliseconds }: LoadOptions,
  steps: readonly LoadStep[],
): Measurement['figures'] {
  const highest = Math.max(...steps.map(({ offered }) => offered));
  if (ramp) {
    return [
      figureOnly('knee.rate', kneeOf(steps, targetMilliseconds) ?? highest, 'requests/s', 'higher'),
      figureOnly('error.rate.at', firstErrorsAt(steps) ?? highest, 'requests/s', 'higher'),
    ];
  }
  return [
    figureOnly('p99', Math.max(...steps.map(({ p99 }) => p99)), 'ms', 'lower'),
    figureOnly('rate', totalOf(steps, ({ rate }) => rate) / steps.length, 'requests/s', 'higher'),
    figureAtMost(
      'failed',
      totalOf(steps, ({ failed }) => failed),
      'requests',
      0,
    ),
  ];
}

const totalOf = (steps: readonly LoadStep[], of: (step: LoadStep) => number): number =>
  steps.reduce((sum, step) => sum + of(step), 0);

/** What the figures can't say: that a bound of the run was reached first. */
export function remarksOn({ ramp, targetMilliseconds }: LoadOptions, steps: readonly LoadStep[]): string[] {
  if (!ramp) return [];
  const knee = kneeOf(steps, targetMilliseconds);
  return [
    ...(knee === null
      ? [
          `The p99 stayed below ${String(targetMilliseconds)} ms: knee.rate is the highest rate that was tried.`,
        ]
      : []),
    ...(firstErrorsAt(steps) === null
      ? ['No request failed: error.rate.at is the highest rate that was tried.']
      : []),
  ];
}

const loadModelOf = ({ connections, secondsPerStep, ramp }: LoadOptions): string =>
  `open loop, timed from the due time, ${ramp ? 'growing by a quarter' : 'steady'}, ${String(secondsPerStep)} s a step, at most ${String(connections)} connections`;

const tableOf = (steps: readonly LoadStep[]): string =>
  textTable([[...HEADINGS], ...steps.map(cells)]).join('\n');
