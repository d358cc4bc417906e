import { execFile } from 'node:child_process';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ServerAccount extends Account {
  /**
   * True when it is lent the right to pass folders that only root may enter: `CAP_DAC_OVERRIDE`, by `setpriv`, and with
   * `no_setuid_fixup`, without which access(2) would not count it.
   */
  readonly passes: boolean;
}

/**
 * PostgreSQL refuses to run as root. For root this is the owner of the data folder, else the account `postgres`, else
 * `nobody`, which every system has; for everybody else null: the process's own account.
 */
export async function serverAccount(dataFolder: string, programs: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const account = await accountFor(dataFolder);
  const reached = await Promise.all([dataFolder, programs].map((path) => isReachable(path, account)));
  return { ...account, passes: reached.includes(false) };
}

/** Whether the account may enter every folder on the way to `path`, which holds no symbolic link. */
export async function isReachable(path: string, account: Account): Promise<boolean> {
  const parent = dirname(path);
  if (parent === path) return true;
  const status = await stat(parent).catch(() => null);
  return (status === null || mayEnter(status, account)) && isReachable(parent, account);
}

function mayEnter({ mode, uid, gid }: Stats, account: Account): boolean {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}

async function accountFor(dataFolder: string): Promise<Account> {
  const owner = await stat(dataFolder).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return accountNamed('postgres', accounts) ?? accountNamed('nobody', accounts) ?? { uid: 65534, gid: 65534 };
}

function accountNamed(name: string, accounts: string): Account | null {
  const fields = accounts
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields === undefined ? null : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** Runs a program to its end. @throws Error with the last line of its stderr when it exits with another code than 0 */
export async function runAs(account: ServerAccount | null, program: string, args: string[]): Promise<void> {
  const environment = { ...process.env, LC_ALL: 'C', LANG: 'C' };
  const options = { env: environment, cwd: '/', maxBuffer: 1024 * 1024 };
  try {
    if (account?.passes === true) await run('setpriv', [...lentTo(account), program, ...args], options);
    else await run(program, args, { ...options, uid: account?.uid, gid: account?.gid });
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    throw new Error(stderr?.trim() ?? message, { cause });
  }
}

const lentTo = ({ uid, gid }: Account): string[] => [
  `--reuid=${String(uid)}`,
  `--regid=${String(gid)}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
];
