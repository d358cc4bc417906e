import type { OpenAPIObject } from '@nestjs/swagger';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breakingChanges } from './document-changes.js';

const FILE = 'docs/openapi.json';

/** As it stands in the project's folder, committed or not. */
export const committedText = (folder: string): string => readFileSync(join(folder, FILE), 'utf8');

/**
 * The document that was committed before `text`: the last commit's, or, when that has `text` itself, the one before the
 * commit that brought it. Null where the history does not reach so far, or there is none.
 */
function documentBefore(text: string, folder: string): string | null {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  try {
    const commits = git('log', '-2', '--format=%H', '--', FILE).split('\n').filter(Boolean);
    const texts = commits.map((commit) => git('show', `${commit}:./${FILE}`));
    return texts.find((one) => one !== text) ?? null;
  } catch {
    return null;
  }
}

/** The changes against the document before that break callers, and that the changelog does not tell. */
export function unannouncedChanges(text: string, folder: string): string[] {
  const before = documentBefore(text, folder);
  if (before === null) return [];
  const announced = announcedChanges(folder);
  return breakingChanges(JSON.parse(before) as OpenAPIObject, JSON.parse(text) as OpenAPIObject).filter(
    (change) => !announced.includes(change),
  );
}

/** The changes that the changelog tells under a heading "Breaking", each as code. */
function announcedChanges(folder: string): string[] {
  const changelog = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
  return [...changelog.matchAll(/^### Breaking\n([\s\S]*?)(?=^##|(?![\s\S]))/gm)].flatMap((section) =>
    [...(section[1] ?? '').matchAll(/`([^`]+)`/g)].map((code) => code[1] ?? ''),
  );
}
