import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unannouncedChanges } from './committed-document.js';

const documentOf = (...paths: string[]): string =>
  JSON.stringify({ paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: {} } }])) });

describe('unannouncedChanges', () => {
  let folder: string;

  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  const commit = (document: string): void => {
    writeFileSync(join(folder, 'docs', 'openapi.json'), document);
    git('add', '.');
    git(
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@example.org',
      'commit',
      '--no-verify',
      '-m',
      'a change',
    );
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'acgs-openapi-'));
    mkdirSync(join(folder, 'docs'));
    writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('are told before the commit and after it', () => {
    git('init', '--quiet');
    commit(documentOf('/a', '/b'));
    expect(unannouncedChanges(documentOf('/a'), folder)).toStrictEqual(['GET /b is gone']);
    commit(documentOf('/a'));
    expect(unannouncedChanges(documentOf('/a'), folder)).toStrictEqual(['GET /b is gone']);
  });

  it('are none once the changelog has them under "Breaking"', () => {
    git('init', '--quiet');
    commit(documentOf('/a', '/b', '/c'));
    const announced =
      '## Unreleased\n\n### Breaking\n\n- `GET /b is gone`: ask `GET /a`.\n\n### Added\n\n- `GET /c is gone`\n';
    writeFileSync(join(folder, 'CHANGELOG.md'), announced);
    expect(unannouncedChanges(documentOf('/a'), folder)).toStrictEqual(['GET /c is gone']);
  });

  it('are none where there is no history', () => {
    expect(unannouncedChanges(documentOf('/a'), folder)).toStrictEqual([]);
  });
});
