import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIENT_TYPES_FILE, clientTypesText } from '../../tools/openapi/client-types.js';
import { committedText, unannouncedChanges } from '../../tools/openapi/committed-document.js';
import { joinedText } from '../../tools/openapi/joined-document.js';
import { describeServices } from '../../tools/openapi/service-documents.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';

const COMMITTED = committedText(PROJECT_FOLDER);

describe('docs/openapi.json', () => {
  it('is what the code says; if not: npm run openapi -- write', async () => {
    expect(JSON.parse(joinedText(await describeServices()))).toStrictEqual(JSON.parse(COMMITTED));
    expect(joinedText(await describeServices())).toBe(COMMITTED);
  });

  it('is what the types of libs/client say; if not: npm run openapi -- write', async () => {
    const types = readFileSync(join(PROJECT_FOLDER, CLIENT_TYPES_FILE), 'utf8');
    expect(types).toBe(await clientTypesText(COMMITTED));
  });

  it('breaks no caller of the document before it, unless CHANGELOG.md tells so under "### Breaking"', () => {
    expect(unannouncedChanges(COMMITTED, PROJECT_FOLDER)).toStrictEqual([]);
  });

  it('pleases the recommended rules of Redocly, which check its examples, too', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const absoluteRef = `${PROJECT_FOLDER}/docs/openapi.json`;
    const found = await lintFromString({ source: COMMITTED, absoluteRef, config });
    expect(
      found.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    ).toStrictEqual([]);
  });
});
