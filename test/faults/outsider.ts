import { runVerify } from '@acgs/verify';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What acgs-verify says: its exit code and its words. */
export interface Said {
  readonly code: number;
  readonly words: string;
}

/** Somebody who has the log's key, a witness's key and the last checkpoint, and trusts nothing else. */
export class Outsider {
  private documents = 0;

  constructor(
    /** For documents. */
    private readonly folder: string,
    /** What is given to every run of acgs-verify. */
    private readonly known: readonly string[],
    private readonly token: string,
  ) {}

  alsoKnowing(...more: readonly string[]): Outsider {
    return new Outsider(this.folder, [...this.known, ...more], this.token);
  }

  async verify(...parameters: readonly string[]): Promise<Said> {
    let words = '';
    const write = (text: string | Uint8Array): boolean => (words += String(text)) !== '';
    const surroundings = {
      stdout: { write },
      stderr: { write, isTTY: false },
      env: { ACGS_TOKEN: this.token },
    };
    const code = await runVerify([...parameters, ...this.known], surroundings);
    return { code, words: words.trim() };
  }

  /** A receipt or a bundle, of which is known what entry it should be of. */
  async verifyDocument(
    kind: 'receipt' | 'bundle',
    text: string | Uint8Array,
    entryId: string,
    ...more: readonly string[]
  ): Promise<Said> {
    return await this.verify(kind, await this.file(text), '--entry', entryId, ...more);
  }

  /** A file that is good until two more were asked for. */
  async file(text: string | Uint8Array): Promise<string> {
    const file = join(this.folder, `document-${String((this.documents += 1) % 3)}`);
    await writeFile(file, text);
    return file;
  }
}
