import { readClientsFile } from '@acgs/access';
import { ConfigurationError, loadConfiguration } from '@acgs/service';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '../../tools/installation/service-process.js';
import { SERVICE_DEFINITIONS } from '../../tools/installation/service-definitions.js';
import { settingsOf } from '../../tools/reference/setting.js';
import { codeBlocks, pageText, plain, sectionOf, type TableRow, tableRows } from './docs-pages.js';

const PAGE = pageText('docs/settings.md');

const rowsOf = (heading: string): TableRow[] => tableRows(sectionOf(PAGE, heading));

/** Every variable that code reads past the settings of its service. */
function variablesReadDirectly(): string[] {
  const files = ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, '..', '..', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!spec)\.(ts|mjs)$/.test(file))
      .map((file) => join(folder, file)),
  );
  const names = files.flatMap((file) =>
    [...pageText(file).matchAll(/(?:process\.env\.|\bgiven\(')([A-Z_]+)/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)].sort();
}

describe('docs/settings.md', () => {
  it('tells the ports of npm start, which are those of the services, and that one process of each is usual', () => {
    const told = rowsOf('npm start').map((row) => [plain(row.variable), plain(row.default)]);
    const ports = SERVICES.map((name) => {
      const port = settingsOf(SERVICE_DEFINITIONS[name].variables).find((setting) => setting.name === 'PORT');
      return [`${name.toUpperCase().replaceAll('-', '_')}_PORT`, plain(port?.byDefault)];
    });
    const workers = SERVICES.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_WORKERS`, '1']);
    expect(told).toStrictEqual(expect.arrayContaining(workers));
    expect(told).toStrictEqual(expect.arrayContaining(ports));
    const start = pageText('tools/start.ts');
    const used = [...start.matchAll(/^ {2}'([a-z-]+)': (\d+),$/gm)].map((match) => match.slice(1));
    expect(
      used.map(([name = '', port]) => [`${name.toUpperCase().replaceAll('-', '_')}_PORT`, port]),
    ).toStrictEqual(expect.arrayContaining(ports));
  });

  it('names every variable that is read outside of the settings', () => {
    const named = tableRows(PAGE).map((row) => plain(row.variable));
    expect(variablesReadDirectly().length).toBeGreaterThan(2);
    expect(variablesReadDirectly().filter((name) => !named.includes(name))).toStrictEqual([]);
  });

  it('shows the line that a wrong environment ends with', () => {
    const [line = ''] = codeBlocks(PAGE, '');
    const environment = { PORT: 'abc', AUTH_ISSUER: 'x' };
    const { variables, name } = SERVICE_DEFINITIONS['constitutional-core'];
    const start = (): unknown => loadConfiguration(variables, environment);
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(line.trim().replace(`${name}: `, ''));
  });

  it('shows a clients file that is accepted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'acgs-docs-'));
    const path = join(folder, 'clients.json');
    await writeFile(path, codeBlocks(PAGE, 'json')[0] ?? '');
    await expect(readClientsFile(path)).resolves.toHaveLength(1);
    await rm(folder, { recursive: true });
  });
});
