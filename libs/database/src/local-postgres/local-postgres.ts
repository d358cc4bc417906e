import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseStartError } from '../database.errors.js';
import { freePort } from '../free-port.js';
import { postgresBinaries } from './postgres-binaries.js';
import { type ServerAccount, runAs, serverAccount } from './server-account.js';
import { disown, isOwnedByAnother, lockedPort, own, runningPort } from './server-lock.js';

const DATABASE = 'postgres';
const USER = 'acgs';

export interface LocalPostgresOptions {
  /** Settings on top of the server's own, such as `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly port?: number;
}

interface Place {
  readonly root: string;
  readonly data: string;
  readonly log: string;
  readonly passwordFile: string;
}

/**
 * A real PostgreSQL in a folder of the project's own. The server is a daemon in a session of its own, so a Ctrl-C in
 * the terminal does not reach it before `stop()`; a server left by a killed process is found again and taken over.
 */
export class LocalPostgres {
  private constructor(
    readonly url: string,
    readonly port: number,
    /** False while another process that started the server lives; `stop()` then leaves it alone. */
    readonly owned: boolean,
    private readonly place: Place,
    private readonly account: ServerAccount | null,
  ) {}

  /** @throws DatabaseStartError, in one line that says what to do */
  static async open(folder: string, options: LocalPostgresOptions = {}): Promise<LocalPostgres> {
    const root = await madeFolder(folder);
    const place = {
      root,
      data: join(root, 'data'),
      log: join(root, 'postgres.log'),
      passwordFile: join(root, 'password'),
    };
    const account = await serverAccount(place.data, (await postgresBinaries()).folder);
    if (account !== null) await chmod(root, 0o711);
    const password = await initialise(place, account);
    const running = await runningPort(place.data);
    const port = running ?? options.port ?? (await freePort());
    const owned = running === null || !(await isOwnedByAnother(root));
    if (owned) await own(root);
    if (running === null) await start(place, account, port, options.settings ?? {});
    return new LocalPostgres(urlOf(password, port), port, owned, place, account);
  }

  /** The address of the server that runs on this folder already; null when none does. Changes nothing. */
  static async runningUrl(folder: string): Promise<string | null> {
    const port = await lockedPort(join(folder, 'data'));
    const password = await readFile(join(folder, 'password'), 'utf8').catch(() => null);
    return port === null || password === null ? null : urlOf(password, port);
  }

  /** Ends the server after its connections (a `fast` shutdown); resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.owned) return;
    const { pg_ctl } = await postgresBinaries();
    if ((await runningPort(this.place.data)) !== null)
      await runAs(this.account, pg_ctl, ['stop', '-D', this.place.data, '-m', 'fast', '-w', '-t', '60']);
    await disown(this.place.root);
  }
}

const urlOf = (password: string, port: number): string =>
  `postgres://${USER}:${password}@127.0.0.1:${String(port)}/${DATABASE}`;

async function madeFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseStartError(
      `There can be no folder ${folder} (${why}): free its place, or choose another.`,
      { cause },
    );
  }
}

async function initialise(place: Place, account: ServerAccount | null): Promise<string> {
  const known = await readFile(place.passwordFile, 'utf8').catch(() => null);
  const initialised = await readFile(join(place.data, 'PG_VERSION'), 'utf8').catch(() => null);
  if (known !== null && initialised !== null) return known;
  if (initialised !== null) {
    throw new DatabaseStartError(
      `The data folder ${place.data} has lost its password file: put ${place.passwordFile} back, or move the folder away.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  await writeFile(place.passwordFile, password, { mode: 0o600 });
  await mkdir(place.data, { recursive: true, mode: 0o700 });
  if (account !== null) {
    await chown(place.data, account.uid, account.gid);
    await chown(place.passwordFile, account.uid, account.gid);
  }
  await initdb(place, account);
  return password;
}

async function initdb(place: Place, account: ServerAccount | null): Promise<void> {
  const { initdb: program } = await postgresBinaries();
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums'];
  try {
    await runAs(account, program, [
      '-D',
      place.data,
      '-U',
      USER,
      `--pwfile=${place.passwordFile}`,
      ...options,
    ]);
    await chmod(place.data, 0o700);
  } catch (cause) {
    throw new DatabaseStartError(`${describe(cause, account)} Database folder: ${place.data}.`, { cause });
  }
}

async function start(
  place: Place,
  account: ServerAccount | null,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const { pg_ctl } = await postgresBinaries();
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    logging_collector: 'off',
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  await writeFile(place.log, '', { mode: 0o600 });
  if (account !== null) await chown(place.log, account.uid, account.gid);
  const server = ['-o', `-p ${String(port)} ${flags.join(' ')}`, '-l', place.log, '-w', '-t', '60'];
  try {
    await runAs(account, pg_ctl, ['start', '-D', place.data, ...server]);
  } catch (cause) {
    const why = lastFatal(await readFile(place.log, 'utf8').catch(() => ''));
    throw new DatabaseStartError(
      `PostgreSQL does not start in ${place.data}${why}: free the port or the disk, or move the folder away to begin afresh.`,
      { cause },
    );
  }
}

function lastFatal(log: string): string {
  const line = log
    .split('\n')
    .filter((text) => /FATAL|PANIC/.test(text))
    .at(-1);
  return line === undefined ? '' : ` (${line.replace(/^.*?(FATAL|PANIC):\s*/, '')})`;
}

function describe(cause: unknown, account: ServerAccount | null): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  if (account === null || !/permission denied|EACCES|setpriv/i.test(text))
    return `PostgreSQL can't make its folder: ${text.split('\n')[0] ?? ''}.`;
  return (
    'PostgreSQL never runs as root, and the account it runs as cannot enter this folder: move the project to one ' +
    'that others may enter, start it as another user, or set DATABASE_URL.'
  );
}
