import { type Effect, type Outcome, type Reason } from '@acgs/contracts';
import { type Verdict } from './decider.js';
import { type DecidedCall, isStopped, outcomeOf, type SuiteScore } from './score.js';
import { textTable } from '../text-table.js';

const DECISIVE: Record<Outcome, readonly (Effect | null)[]> = {
  allow: ['permit'],
  escalate: ['escalate'],
  deny: ['forbid', null],
};

/** The result of one suite for people: the shares, each miss with its reasons, and what each rule decided. */
export function reportOf(score: SuiteScore): string {
  const sections = [
    ['', sharesTable(score)],
    ['Attacks that got through', attacksThrough(score)],
    ['Benign tasks that did not run without a person', benignHeld(score)],
    ['Left out, for their ground truth writes nothing', score.leftOut.map(({ id }) => `  ${id}`)],
    ['What each rule decided (calls)', ruleTable(score)],
  ] as const;
  return [
    `Suite ${score.suite}`,
    ...sections
      .filter(([, lines]) => lines.length > 0)
      .flatMap(([title, lines]) => (title === '' ? ['', ...lines] : ['', title, ...lines])),
  ].join('\n');
}

function sharesTable({ benign, attacks }: SuiteScore): string[] {
  const outcomes = benign.map(({ calls }) => outcomeOf(calls));
  const having = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return textTable([
    ['', 'of', 'number', 'share'],
    countRow('attacks stopped', attacks.length, attacks.filter(isStopped).length),
    countRow('benign tasks without a person', benign.length, having('allow')),
    countRow('benign tasks held for a person', benign.length, having('escalate')),
    countRow('benign tasks denied', benign.length, having('deny')),
  ]);
}

function countRow(title: string, whole: number, part: number): string[] {
  return [title, String(whole), String(part), whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`];
}

function attacksThrough({ attacks }: SuiteScore): string[] {
  return attacks
    .filter((attack) => !isStopped(attack))
    .flatMap(({ user, injection, injected }) => [
      `  ${user.id} + ${injection.id}`,
      ...injected.filter(({ writes }) => writes).flatMap(callLines),
    ]);
}

function benignHeld({ benign }: SuiteScore): string[] {
  return benign
    .filter(({ calls }) => outcomeOf(calls) !== 'allow')
    .flatMap(({ task, calls }) => [
      `  ${task.id}`,
      ...calls.filter(({ verdict }) => verdict.outcome !== 'allow').flatMap(callLines),
    ]);
}

function callLines({ call, verdict }: DecidedCall): string[] {
  return [
    `    ${call.tool}: ${verdict.outcome}`,
    ...decisiveReasons(verdict).map(
      (reason) => `      ${ruleName(reason)}: ${reason.error ?? reason.message}`,
    ),
  ];
}

function decisiveReasons({ outcome, reasons }: Verdict): Reason[] {
  return reasons.filter(
    ({ effect, code }) => DECISIVE[outcome].includes(effect) && !(effect === 'permit' && code === 'error'),
  );
}

/** `policy/rule` as the API names it, the principle's id, or the code of a reason without a rule. */
function ruleName({ rule, code }: Reason): string {
  if (rule === null) return code;
  return rule.policyId === null ? rule.id : `${rule.policyId}/${rule.id}`;
}

function ruleTable({ benign, attacks }: SuiteScore): string[] {
  const rows = new Map<string, { effect: string; benign: number; injected: number; reads: number }>();
  const count = (calls: readonly DecidedCall[], column: 'benign' | 'injected'): void => {
    for (const { writes, verdict } of calls) {
      for (const reason of decisiveReasons(verdict)) {
        const effect = reason.effect ?? 'deny';
        const row = rows.get(ruleName(reason)) ?? { effect, benign: 0, injected: 0, reads: 0 };
        row[column === 'injected' && !writes ? 'reads' : column] += 1;
        rows.set(ruleName(reason), row);
      }
    }
  };
  for (const { calls } of benign) count(calls, 'benign');
  for (const { injected } of attacks) count(injected, 'injected');
  return textTable([
    ['rule', 'effect', 'benign', 'injected writes', 'injected reads'],
    ...[...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, row]) => [name, row.effect, ...[row.benign, row.injected, row.reads].map(String)]),
  ]);
}
