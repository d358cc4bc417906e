import { Html, html } from '@acgs/markup';
import { type Interval } from '../tuning/bootstrap.js';
import { type CaseShares, type Objective } from '../tuning/objectives.js';
import { type ReportedCandidate, type ReportedScores, type ReportInput } from './report-input.js';
import { candidatesPlot, frontPlots, historyPlot } from './report-plots.js';

const STYLE =
  ':root{color-scheme:light dark}body{font:15px/1.5 sans-serif;max-width:1080px;margin:2em auto;padding:0 1em}' +
  'table{border-collapse:collapse;margin:1em 0}caption{text-align:left;padding:4px 0}' +
  'td,th{padding:3px 10px;text-align:right;border-bottom:1px solid #8884;vertical-align:top}' +
  'td:first-child,th:first-child,.text{text-align:left}small{white-space:nowrap}.wide{overflow-x:auto}svg{max-width:100%;height:auto}' +
  'ul{margin:0;padding-left:1.2em}.warning{font-weight:bold}.plots{display:grid;gap:1em;' +
  'grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr))}main>svg{max-width:720px}';

const MEANINGS: Readonly<Record<Objective, string>> = {
  harm: 'of what should have been denied or escalated, the share that is allowed',
  stopped: 'of what should have been allowed or escalated, the share that is denied',
  asked: 'of what should have been allowed, the share about which a person is asked',
  distance: 'how far the settings are from those of today, as a share of their room',
};

/** A page of its own, without a script and anything from elsewhere. */
export function renderReport(input: ReportInput): string {
  const { run } = input;
  const title = `Evolution of the policy ${run.policy}`;
  return `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${summary(input)}
          <h2>Front</h2>
          <div class="plots">${frontPlots(input)}</div>
          <h2>Settings</h2>
          <div class="wide">${candidatesPlot(input)}</div>
          <h2>Course of the search</h2>
          ${historyPlot(input)}
          <h2>Candidates</h2>
          ${candidatesTable(input)}
        </main>
      </body>
    </html> `.text
  }`;
}

const summary = ({ run, objectives }: ReportInput): Html =>
  html`<p>
      Run ${run.id}, ${run.status}: version ${run.version} of the policy, started by ${run.startedBy} on
      ${run.startedAt}. Population ${run.population}, ${run.generations} generations, seed ${run.seed}. Found
      with ${run.trainingCases} labelled decisions, and judged by ${run.heldOutCases} newer ones that the
      search has not seen.
    </p>
    <ul>
      ${objectives.map((objective) => html`<li><b>${objective}</b>: ${MEANINGS[objective]}</li>`)}
    </ul>`;

const candidatesTable = ({ objectives, candidates, today }: ReportInput): Html =>
  html`<div class="wide">
    <table>
      <caption>
        Shares in training, and held out with their 95 % intervals (bootstrap). Everything is to be small.
      </caption>
      <thead>
        <tr>
          <th scope="col" rowspan="2">Candidate</th>
          ${objectives.map((objective) =>
            isJudged(objective)
              ? html`<th scope="colgroup" colspan="2">${objective}</th>`
              : html`<th scope="col" rowspan="2">${objective}</th>`,
          )}
          <th scope="col" rowspan="2" class="text">Changes from today</th>
        </tr>
        <tr>
          ${objectives.filter(isJudged).map(
            () =>
              html`<th scope="col">training</th>
                <th scope="col">held out</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">today</th>
          ${scoreCells(objectives, today)}
          <td class="text">none</td>
        </tr>
        ${candidates.map(
          (candidate) =>
            html`<tr>
              <th scope="row">${candidate.id}</th>
              ${scoreCells(objectives, candidate)}
              <td class="text">${notes(candidate)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;

const scoreCells = (
  objectives: readonly Objective[],
  { training, heldOut, intervals }: ReportedScores,
): Html[] =>
  objectives.map((objective) =>
    isJudged(objective)
      ? html`<td>${percent(training[objective])}</td>
          <td>${percent(heldOut[objective])}<br /><small>${between(intervals[objective])}</small></td>`
      : html`<td>${percent(training[objective])}</td>`,
  );

/** By cases: the distance is the same on either side. */
const isJudged = (objective: Objective): objective is keyof CaseShares => objective !== 'distance';

const notes = ({ changes, warnings }: ReportedCandidate): Html =>
  html`<ul>
    ${changes.map(
      ({ rule, parameter, from, to }) =>
        html`<li>${rule}: <code>${parameter}</code> ${String(from)} → ${String(to)}</li>`,
    )}${warnings.map(
      ({ objective, training, heldOut }) =>
        html`<li class="warning">
          Warning: ${objective} is ${percent(heldOut)} held out and ${percent(training)} in training: fitted
          too closely?
        </li>`,
    )}
  </ul>`;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const between = ({ low, high }: Interval): string => `${percent(low)} to ${percent(high)}`;
