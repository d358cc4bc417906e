import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_DEFINITIONS } from '../../tools/installation/service-definitions.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { withParts } from '../../tools/reference/marked-page.js';
import { referencePages } from '../../tools/reference/reference-pages.js';
import { pageText, plain, tableRows } from './docs-pages.js';

describe('what npm run reference makes', () => {
  it.each(referencePages().map((page) => [page.path, page] as const))(
    'is in %s what the code says; if not: npm run reference -- write',
    (path, page) => {
      const text = readFileSync(join(PROJECT_FOLDER, path), 'utf8');
      expect(text).toBe(withParts(text, page));
    },
  );

  it.each(Object.values(SERVICE_DEFINITIONS).map(({ name, variables }) => [name, variables] as const))(
    'names every variable of %s where it is said to be read',
    (name, variables) => {
      const tables = pageText('docs/settings.md').split('Read by ').slice(1);
      const read = tables
        .filter((table) => table.slice(0, table.indexOf('.')).split(', ').includes(name))
        .flatMap((table) => tableRows(table.slice(0, table.indexOf('<!-- end'))))
        .map((row) => plain(row.variable));
      expect(read.sort()).toStrictEqual(Object.keys(variables.shape).sort());
    },
  );
});
