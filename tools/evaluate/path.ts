/** One step of a path: which members of a value it goes to, and the conditions they must meet. */
export interface Step {
  readonly kind: 'member' | 'every' | 'key' | 'self' | 'descend';
  readonly name: string;
  readonly filters: readonly Filter[];
}

/** Holds when the member's field is, or is not, one of the alternatives. */
export interface Filter {
  readonly field: string;
  readonly negated: boolean;
  readonly alternatives: readonly Alternative[];
}

/** A literal, or a path from the root whose values are the alternatives. */
type Alternative = { readonly literal: string } | { readonly path: Path };

export interface Path {
  readonly text: string;
  readonly steps: readonly Step[];
}

export class PathSyntaxError extends Error {
  constructor(path: string, column: number, problem: string) {
    super(`the path "${path}" is not valid at column ${column}: ${problem}`);
  }
}

/**
 * Reads a path such as `orders.*[status=open|$account.defaultStatus].lines.*.@key`.
 *
 * @throws PathSyntaxError naming the column.
 */
export function parsePath(text: string): Path {
  return new PathReader(text, 0).path('');
}

const NAME = /[^.[\]'|=!$*@\s][^.[\]'|=!\s]*/y;
const LITERAL = /[^|\]']+/y;

class PathReader {
  constructor(
    private readonly text: string,
    private position: number,
  ) {}

  /** Reads up to the end of the text, or up to one of the characters in `end` when that is not empty. */
  path(end: string): Path {
    const start = this.position;
    const steps = [this.step()];
    while (this.take('.')) steps.push(this.step());
    if (steps.at(-1)?.kind === 'descend') this.fail('"**" needs a step after it');
    const stopped = this.position === this.text.length || end.includes(this.text.charAt(this.position));
    if (!stopped) this.fail(`"${this.text.charAt(this.position)}" is not expected here`);
    return { text: this.text.slice(start, this.position), steps };
  }

  private step(): Step {
    if (this.take('**')) return { kind: 'descend', name: '**', filters: [] };
    if (this.take('@key')) return { kind: 'key', name: '@key', filters: [] };
    if (this.take('@self')) return { kind: 'self', name: '@self', filters: [] };
    if (this.take('*')) return { kind: 'every', name: '*', filters: this.filters() };
    return { kind: 'member', name: this.name(), filters: this.filters() };
  }

  private filters(): Filter[] {
    const filters: Filter[] = [];
    while (this.take('[')) {
      const field = this.name();
      const negated = this.take('!=');
      if (!negated && !this.take('=')) this.fail('a filter is [field=value] or [field!=value]');
      const alternatives = [this.alternative()];
      while (this.take('|')) alternatives.push(this.alternative());
      if (!this.take(']')) this.fail('"]" is missing');
      filters.push({ field, negated, alternatives });
    }
    return filters;
  }

  private alternative(): Alternative {
    if (this.take('$')) return { path: this.path('|]') };
    return { literal: this.quoted() ?? this.match(LITERAL, 'a value') };
  }

  private name(): string {
    return this.quoted() ?? this.match(NAME, 'a name, "*", "**", "@key" or "@self"');
  }

  private quoted(): string | null {
    if (!this.take("'")) return null;
    const end = this.text.indexOf("'", this.position);
    if (end === -1) this.fail('the closing quote is missing');
    const name = this.text.slice(this.position, end);
    this.position = end + 1;
    return name;
  }

  private match(pattern: RegExp, expected: string): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) this.fail(`${expected} is expected`);
    this.position += found.length;
    return found;
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.position)) return false;
    this.position += token.length;
    return true;
  }

  private fail(problem: string): never {
    throw new PathSyntaxError(this.text, this.position + 1, problem);
  }
}
