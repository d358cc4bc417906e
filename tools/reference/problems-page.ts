import { PROBLEMS } from '@acgs/contracts';
import { markdownTable, type MarkedPage } from './marked-page.js';

/** docs/api.md: every problem that an answer can name in its `type`. */
export function problemsPage(): MarkedPage {
  const rows = Object.entries(PROBLEMS).map(([name, { status, title, when }]) => [
    `\`${name}\``,
    String(status),
    title,
    when,
  ]);
  const table = markdownTable([['name', 'status', 'title', 'when'], ...rows]);
  return { path: 'docs/api.md', parts: new Map([['problems', table]]) };
}
