import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../../../tools/project-folder.js';

/** Names a commit of the history, for as long as there is no tag `v*`. */
const RECORDED = join(PROJECT_FOLDER, 'test', 'faults', 'previous-release');

export class NoPreviousReleaseError extends Error {}

export interface PreviousRelease {
  readonly ref: string;
  /** Where it is built. */
  readonly folder: string;
}

/**
 * Takes the release before this one out of the history, builds it, and leaves nothing behind.
 *
 * @throws NoPreviousReleaseError when the history does not reach that far, as in a shallow clone
 */
export async function withPreviousRelease<Result>(
  progress: (text: string) => void,
  use: (release: PreviousRelease) => Promise<Result>,
): Promise<Result> {
  const ref = await previousRef();
  const folder = await mkdtemp(join(tmpdir(), 'acgs-release-'));
  try {
    progress(`${ref} is taken out of the history and built`);
    await unpack(ref, folder);
    await addPackages(folder);
    run('node', [join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build', 'platform'], folder);
    return await use({ ref, folder: join(folder, 'release') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The newest tag of a release; the recorded commit while there is none. */
async function previousRef(): Promise<string> {
  const tags = git(['tag', '--list', 'v*', '--sort=-version:refname', '--no-contains', 'HEAD']);
  const [tag = ''] = tags.split('\n');
  const ref = tag === '' ? (await readFile(RECORDED, 'utf8')).trim() : tag;
  git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return ref;
}

/** @throws NoPreviousReleaseError */
function git(parameters: readonly string[]): string {
  const { status, stdout, error } = spawnSync('git', parameters, { cwd: PROJECT_FOLDER, encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  const why =
    error === undefined ? 'the history here does not have it (a shallow clone?)' : 'git is not installed';
  throw new NoPreviousReleaseError(`There is no release before this one to start: ${why}.`);
}

async function unpack(ref: string, folder: string): Promise<void> {
  const archive = join(folder, 'release.tar');
  git(['archive', '--format=tar', `--output=${archive}`, ref]);
  await mkdir(join(folder, 'release'));
  run('tar', ['-xf', archive, '-C', 'release'], folder, folder);
}

/** Those of this checkout when they are of the same versions, else its own. */
async function addPackages(folder: string): Promise<void> {
  const release = join(folder, 'release');
  const ours = join(PROJECT_FOLDER, 'node_modules');
  if (existsSync(ours) && (await areAsHere(release)))
    await symlink(ours, join(release, 'node_modules'), 'dir');
  else run('npm', ['ci', '--no-audit', '--no-fund'], folder);
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { version?: string; dependencies?: object; devDependencies?: object }>
  >;
}

/** By the packages that the release names itself. */
async function areAsHere(release: string): Promise<boolean> {
  const lockOf = async (folder: string): Promise<Lock> =>
    JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8')) as Lock;
  const [theirs, ours] = [await lockOf(release), await lockOf(PROJECT_FOLDER)];
  const { dependencies, devDependencies } = theirs.packages[''] ?? {};
  const version = ({ packages }: Lock, name: string): string | undefined =>
    packages[`node_modules/${name}`]?.version;
  return Object.keys({ ...dependencies, ...devDependencies }).every(
    (name) => version(theirs, name) === version(ours, name),
  );
}

function run(
  program: string,
  parameters: readonly string[],
  folder: string,
  cwd = join(folder, 'release'),
): void {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')} fails: ${stdout}${stderr}`);
}
