import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root this is the owner of the data folder, else the account `postgres`, else
 * `nobody`, which every system has; for everybody else null: the process's own account.
 */
export async function serverAccount(dataFolder: string): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataFolder).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return accountNamed('postgres', accounts) ?? accountNamed('nobody', accounts) ?? { uid: 65534, gid: 65534 };
}

function accountNamed(name: string, accounts: string): ServerAccount | null {
  const fields = accounts
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields === undefined ? null : { uid: Number(fields[2]), gid: Number(fields[3]) };
}

/** Runs a program to its end. @throws Error with the last line of its stderr when it exits with another code than 0 */
export async function runAs(account: ServerAccount | null, program: string, args: string[]): Promise<void> {
  const environment = { ...process.env, LC_ALL: 'C', LANG: 'C' };
  try {
    await run(program, args, { ...account, env: environment, cwd: '/', maxBuffer: 1024 * 1024 });
  } catch (cause) {
    const { stderr, message } = cause as Error & { stderr?: string };
    throw new Error(stderr?.trim() ?? message, { cause });
  }
}
