import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Figure, Measurement } from '../test/performance/measurement.js';
import { PROJECT_FOLDER } from './project-folder.js';
import { textTable } from './text-table.js';

type Options = NonNullable<ParseArgsConfig['options']>;

export interface CommandHelp {
  readonly usage: string;
  readonly text: string;
}

/** Reads the arguments; `--help` prints the help and ends, and a wrong argument ends with what to do next. */
export function readArguments<Known extends Options>(
  help: CommandHelp,
  options: Known,
): ReturnType<typeof parseArgs<{ options: Known & { help: { type: 'boolean' } }; allowPositionals: true }>> {
  try {
    const parsed = parseArgs({
      options: { ...options, help: { type: 'boolean' as const } },
      allowPositionals: true as const,
    });
    if (process.argv.includes('--help')) {
      process.stdout.write(`Usage: ${help.usage}\n\n${help.text.trim()}\n`);
      process.exit(0);
    }
    return parsed;
  } catch (error) {
    return endWith(`${messageOf(error)}\nTry: ${help.usage.split('\n')[0] ?? ''} --help`, 2);
  }
}

/** The end of every measuring command: a table for people or one line for programs; exit code 1 for a missed reach. */
export function report(command: string, { figures, context, table }: Measurement, json: boolean): void {
  const { version } = JSON.parse(readFileSync(join(PROJECT_FOLDER, 'package.json'), 'utf8')) as {
    version: string;
  };
  process.stdout.write(`${table.trimEnd()}\n\n${tableOf(figures)}\n`);
  if (json) {
    const named = figures.map(({ name, value, unit, reach, ok }) => ({ name, value, unit, reach, ok }));
    const line = { command, version, context: { ...machine(), ...context }, figures: named };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
  if (figures.some(({ ok }) => !ok)) process.exitCode = 1;
}

/** Progress, on a terminal alone: a program that reads the output does not want it. */
export function progressLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K');
}

export function endWith(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** The number that an option was given; ends with what to do next when it is none between 1 and `max`. */
export function wholeNumber(option: string, text: string, max: number): number {
  if (/^\d{1,10}$/.test(text) && Number(text) > 0 && Number(text) <= max) return Number(text);
  return endWith(`--${option} takes a whole number from 1 to ${String(max)}, not "${text}".`, 2);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function machine(): Record<string, unknown> {
  const [first] = cpus();
  return {
    machine: `${String(cpus().length)} x ${first?.model ?? 'unknown'}, ${String(Math.round(totalmem() / 2 ** 30))} GiB`,
    node: process.version,
  };
}

function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, reach, better, ok }) => [
    name,
    reach === null ? '' : `${better === 'lower' ? 'at most' : 'at least'} ${rounded(reach)} ${unit}`.trim(),
    Number.isFinite(value) ? `${rounded(value)} ${unit}`.trim() : 'not measured',
    ok ? (reach === null ? '' : 'ok') : 'MISSED',
  ]);
  return textTable([['metric', 'target', 'achieved', 'status'], ...rows]).join('\n');
}

const rounded = (value: number): string => String(Number(value.toPrecision(4)));
