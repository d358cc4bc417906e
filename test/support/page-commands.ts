/** What a page has a reader do at one place: to save a file, or to give commands to a shell. */
export type PageStep =
  | { readonly line: number; readonly file: string; readonly content: string }
  | { readonly line: number; readonly commands: string; readonly output: PrintedOutput | null };

export interface PrintedOutput {
  readonly language: 'json' | 'text';
  readonly content: string;
}

/** Those of a shell, whatever else is shown as code. */
export const SHELLS = ['sh', 'bash', 'console', 'shell'];

interface Block {
  readonly line: number;
  readonly language: string;
  readonly content: string;
  /** Whether nothing stands between it and the block before. */
  readonly follows: boolean;
}

export function blocksOf(page: string): Block[] {
  let end = 0;
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const { 0: whole, 1: language = '', 2: content = '', index } = match;
    const follows = end > 0 && page.slice(end, index).trim() === '';
    end = index + whole.length;
    return { line: page.slice(0, index).split('\n').length, language, content, follows };
  });
}

/** In their order. Documents that begin with a comment which is a file's name are saved; blocks right below commands are their output. */
export function stepsOf(page: string): PageStep[] {
  const blocks = blocksOf(page);
  return blocks.flatMap(({ line, language, content }, index): PageStep[] => {
    const file = /^(?:#|\/\/) ([\w-]+\.(?:ya?ml|ts))\n/.exec(content)?.[1];
    if (file !== undefined) return [{ line, file, content }];
    if (!SHELLS.includes(language)) return [];
    const next = blocks[index + 1];
    return [{ line, commands: content, output: next?.follows === true ? outputOf(next) : null }];
  });
}

const outputOf = ({ language, content }: Block): PrintedOutput | null =>
  language === 'json' || language === 'text' ? { language, content } : null;

/** Each command with the lines that it goes on for. */
export function commandsIn(block: string): string[] {
  const commands: string[] = [];
  let goesOn = false;
  for (const line of block.trimEnd().split('\n')) {
    if (goesOn) commands.push(`${commands.pop() ?? ''}\n${line}`);
    else commands.push(line);
    goesOn = /[\\|]$/.test(line) || hasOpenQuote(commands.at(-1) ?? '');
  }
  return commands;
}

const hasOpenQuote = (command: string): boolean =>
  (command.replaceAll(/"[^"]*"/g, '').match(/'/g) ?? []).length % 2 === 1;

/** Such as an outcome: not an id, a time or a text. */
const WORD = /^[a-z-]+$/;

/** Where the output lacks what the page shows, or has another kind of thing there. Values may differ, but for words. */
export function misfits({ language, content }: PrintedOutput, output: string): string[] {
  if (language === 'json') return jsonMisfits(JSON.parse(content), lastJson(output), '');
  return content
    .trim()
    .split('\n')
    .filter((line) => !new RegExp(linePattern(line), 'm').test(output));
}

/** Numbers, times and hashes are any; so is what `…` stands for. */
function linePattern(line: string): string {
  const text = line
    .trim()
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('…', '.*')
    .replaceAll(/ +/g, ' +')
    .replaceAll(/\b[0-9a-f]{8,}\b|\d+/g, '[0-9a-f]+');
  return `^ *${text}\\s*$`;
}

function lastJson(output: string): unknown {
  const last = output.trim().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as unknown;
  } catch {
    throw new Error(`not a line of JSON: ${last}`);
  }
}

function jsonMisfits(shown: unknown, got: unknown, path: string): string[] {
  if (kindOf(shown) !== kindOf(got)) return [`${path}: ${kindOf(shown)} is shown, ${kindOf(got)} came`];
  if (typeof shown === 'string' && WORD.test(shown) && shown !== got)
    return [`${path}: ${shown} is shown, ${String(got)} came`];
  if (typeof shown !== 'object' || shown === null) return [];
  return Object.entries(shown).flatMap(([name, value]) =>
    jsonMisfits(value, (got as Record<string, unknown>)[name], `${path}/${name}`),
  );
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
