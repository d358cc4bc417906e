import { endWith, readArguments } from './command-line.js';
import { isCurrent, writePage } from './reference/marked-page.js';
import { referencePages } from './reference/reference-pages.js';

const USAGE = 'npm run reference -- write|check';
const { positionals } = readArguments(
  {
    usage: USAGE,
    text: `
Writes the tables of docs/ that are made from the code, or checks that they are what the code says:
the environment variables in docs/settings.md, and the problems in docs/api.md.`,
  },
  {},
);
const [action = ''] = positionals;
if (positionals.length !== 1 || !['write', 'check'].includes(action)) endWith(`Usage: ${USAGE}`, 2);

if (action === 'write') referencePages().forEach(writePage);
const outdated = referencePages().filter((page) => !isCurrent(page));
if (outdated.length > 0)
  endWith(
    `Not what the code says: ${outdated.map(({ path }) => path).join(', ')}. Run: npm run reference -- write`,
    1,
  );
