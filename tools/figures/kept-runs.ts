import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const LineSchema = z.object({
  command: z.string(),
  version: z.string(),
  context: z.record(z.string(), z.unknown()),
  figures: z.array(
    z.object({
      name: z.string(),
      value: z.number().nullable(),
      unit: z.string(),
      reach: z.number().nullable(),
      ok: z.boolean(),
    }),
  ),
});

const KeptRunSchema = z.object({ began: z.iso.datetime(), seconds: z.number(), line: LineSchema });
export type KeptRun = z.infer<typeof KeptRunSchema>;

/** The line that a measuring command ends with; null when its output ends otherwise. */
export function lineIn(output: string): KeptRun['line'] | null {
  try {
    return LineSchema.parse(JSON.parse(output.trimEnd().split('\n').at(-1) ?? ''));
  } catch {
    return null;
  }
}

/** What was measured, one file for each run of a command, so that a round which was broken off goes on where it was. */
export class KeptRuns {
  constructor(private readonly folder: string) {}

  /** Null when it has not been made. @throws Error when its file holds something else */
  async read(command: string, run: number): Promise<KeptRun | null> {
    const file = this.fileOf(command, run);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    try {
      return KeptRunSchema.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${file} is not what this command writes: delete it to measure anew`, { cause });
    }
  }

  async write(command: string, run: number, kept: KeptRun): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.fileOf(command, run), `${JSON.stringify(kept)}\n`);
  }

  private fileOf(command: string, run: number): string {
    const name = command.replace(/[^a-z]+/g, '-');
    return join(this.folder, `${name}.${String(run)}.json`);
  }
}
