import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadConfiguration } from './configuration.js';
import { insteadOfFiles } from './secret-files.js';

const Variables = z.object({
  DATABASE_URL: z.string().min(8),
  POOL: z.coerce.number().int().default(20),
  TLS_KEY: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
});

describe('variables that are read from files', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'acgs-secrets-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const fileOf = (content: string): string => {
    const file = join(folder, 'secret');
    writeFileSync(file, content);
    return file;
  };

  it.each([['hunter2!!'], ['hunter2!!\n'], ['hunter2!!\r\n']])(
    'have what stands in the file, less the line break at its end: %j',
    (content) => {
      const settings = loadConfiguration(Variables, { DATABASE_URL_FILE: fileOf(content) });
      expect(settings.DATABASE_URL).toBe('hunter2!!');
    },
  );

  it('are parsed as those of the environment are', () => {
    const environment = { DATABASE_URL: 'hunter2!!', POOL_FILE: fileOf('7\n') };
    expect(loadConfiguration(Variables, environment).POOL).toBe(7);
  });

  it('leave alone a variable that names a file by itself', () => {
    const environment = { DATABASE_URL: 'hunter2!!', TLS_KEY_FILE: '/nowhere' };
    expect(loadConfiguration(Variables, environment)).toMatchObject({ TLS_KEY_FILE: '/nowhere' });
  });

  it.each([
    ['is not there', () => '/nowhere/at/all', "the file can't be read (ENOENT)"],
    ['is a folder', () => folder, "the file can't be read (EISDIR)"],
    ['is empty', () => fileOf('\n'), 'the file is empty'],
    ['has too many bytes', () => fileOf('x'.repeat(65_537)), 'the file has more than 65536 bytes'],
  ])('stop the start when the file %s', (_, file, fault) => {
    expect(() => loadConfiguration(Variables, { DATABASE_URL_FILE: file() })).toThrow(
      `DATABASE_URL_FILE: ${fault}`,
    );
  });

  it('stop the start when the variable is set, too, and never tell its value', () => {
    const environment = { DATABASE_URL: 'hunter2!!', DATABASE_URL_FILE: fileOf('hunter3!!') };
    const start = (): unknown => loadConfiguration(Variables, environment);
    expect(start).toThrow('DATABASE_URL_FILE: does not go together with DATABASE_URL');
    expect(start).not.toThrow(/hunter/);
  });

  it('give way to what a process is started with by its primary', () => {
    const inherited = { DATABASE_URL_FILE: fileOf('hunter2!!') };
    const environment = { ...inherited, ...insteadOfFiles({ DATABASE_URL: 'hunter3!!' }) };
    expect(loadConfiguration(Variables, environment).DATABASE_URL).toBe('hunter3!!');
  });
});
