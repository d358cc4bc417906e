import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWith, readArguments } from './command-line.js';
import { CLIENT_TYPES_FILE, clientTypesText } from './openapi/client-types.js';
import { unannouncedChanges } from './openapi/committed-document.js';
import { joinedText } from './openapi/joined-document.js';
import { describeServices } from './openapi/service-documents.js';
import { PROJECT_FOLDER } from './project-folder.js';

const USAGE = 'npm run openapi -- write';
const { positionals } = readArguments(
  {
    usage: USAGE,
    text: `
Writes docs/openapi.json, the OpenAPI document that the gateway serves, anew from the code, and the types of libs/client
from it; names what of it breaks callers. Such a change goes into CHANGELOG.md under "### Breaking"; without that it fails npm run check.`,
  },
  {},
);
if (positionals.join(' ') !== 'write') endWith(`Usage: ${USAGE}`, 2);

const text = joinedText(await describeServices());
writeFileSync(join(PROJECT_FOLDER, 'docs', 'openapi.json'), text);
writeFileSync(join(PROJECT_FOLDER, CLIENT_TYPES_FILE), await clientTypesText(text));
const changes = unannouncedChanges(text, PROJECT_FOLDER);
if (changes.length > 0) {
  const list = changes.map((change) => `- \`${change}\``).join('\n');
  endWith(`This breaks callers. When it is meant, list it in CHANGELOG.md under "### Breaking":\n${list}`, 1);
}
