import type { Fault } from '@acgs/contracts';
import { CST, Lexer, Parser } from 'yaml';
import { MalformedJsonError } from './request.errors.js';

const DEPTH_MAX = 64;
const ERRORS_MAX = 20;
const FED_MAX = 400_000;

const CORE_TAG = /^!!(?:str|int|float|bool|null|map|seq)$/;
const YAML_1_2 = /^%YAML[ \t]+1\.2[ \t]*$/;

/**
 * Reads the tokens of one YAML document, so bounded that what is made of them costs time and stack in proportion to
 * their length. The package's parser and composer recurse once per level of nesting, and compare each comment with the
 * blank lines before it. So nesting ends at 64 levels, and comments and blank lines do not reach the parser.
 */
export class YamlTokens {
  private readonly parser = new Parser();
  private readonly tokens: CST.Token[] = [];
  private readonly spaces: string[] = [];
  private last: string | null = 'newline';
  private documents = 0;
  private errors = 0;
  private fed = 0;
  private skipped = 0;
  /** Since which offset of the parser how many characters have been skipped. */
  private readonly skips: [offset: number, skipped: number][] = [];

  constructor(private readonly text: string) {}

  /** @throws MalformedJsonError with line and column */
  read(): readonly CST.Token[] {
    let scalarFollows = false;
    for (const lexeme of new Lexer().lex(this.text)) {
      const type: string | null = scalarFollows ? 'content' : CST.tokenType(lexeme);
      scalarFollows = type === 'scalar';
      this.admit(type, lexeme);
      this.pass(type, lexeme);
    }
    this.take(this.parser.end());
    return this.tokens;
  }

  /** A fault at an offset of what was made of the tokens. */
  fault(message: string, offset: number): Fault {
    const skipped = this.skips.findLast(([since]) => since <= offset)?.[1] ?? 0;
    const before = this.text.slice(0, offset + skipped);
    return {
      path: '',
      message,
      line: before.split('\n').length,
      column: before.length - before.lastIndexOf('\n'),
    };
  }

  /** @throws MalformedJsonError */
  refuse(message: string, offset = this.position()): never {
    throw new MalformedJsonError('The body is not acceptable YAML.', [this.fault(message, offset)]);
  }

  private position(): number {
    return this.parser.offset + this.spaces.join('').length;
  }

  private admit(type: string | null, lexeme: string): void {
    if (type === 'alias') this.refuse('aliases are not accepted');
    if (type === 'tag' && !CORE_TAG.test(lexeme))
      this.refuse('tags are not accepted, but those of the core schema');
    if (type === 'directive-line' && !YAML_1_2.test(lexeme))
      this.refuse('directives are not accepted, but %YAML 1.2');
  }

  /** Keeps back spaces until it is known what follows them. */
  private pass(type: string | null, lexeme: string): void {
    if (type === 'space') this.spaces.push(lexeme);
    else if (type === 'newline' && this.last === 'newline') this.skip(lexeme);
    else if (type === 'comment' && (this.spaces.length > 0 || this.last === 'newline')) this.skip(lexeme);
    else {
      for (const space of this.spaces.splice(0)) this.feed(space);
      this.feed(lexeme);
      this.last = type;
    }
  }

  private skip(lexeme: string): void {
    for (const skipped of [...this.spaces.splice(0), lexeme]) this.skipped += skipped.length;
    this.skips.push([this.parser.offset, this.skipped]);
  }

  private feed(lexeme: string): void {
    if (++this.fed > FED_MAX) this.refuse(`more than ${String(FED_MAX)} tokens; send it as application/json`);
    this.take(this.parser.next(lexeme));
    const { stack } = this.parser;
    const top = stack.at(-1);
    const levels = stack.length - (top !== undefined && CST.isCollection(top) ? 1 : 2);
    if (levels > DEPTH_MAX) this.refuse(`nested more than ${String(DEPTH_MAX)} levels deep`, top?.offset);
  }

  private take(tokens: Iterable<CST.Token>): void {
    for (const token of tokens) {
      this.tokens.push(token);
      if (token.type === 'document' && ++this.documents > 1)
        this.refuse('only one document is accepted', token.offset);
      if (token.type === 'error' && ++this.errors >= ERRORS_MAX) this.refuse(token.message, token.offset);
    }
  }
}
