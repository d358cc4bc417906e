import { parseArgs } from 'node:util';
import { UndecidedError } from './undecided-error.js';

export const HELP = `Usage: acgs-verify receipt|bundle|folder|log WHAT --key VERIFIER_KEY [OPTION]...
       acgs-verify mirror URL DIR --key VERIFIER_KEY [OPTION]...

Tells whether what an installation of ACGS shows is what its log has, without trusting the installation.

receipt FILE   a receipt: the entry stands in the log, under a checkpoint that the log has signed
bundle FILE    an evidence bundle: the same for the decision and its rules, and the decision is made again from them
folder DIR     an exported log: checkpoint, tile/... and tile/entries/... by their paths of C2SP tlog-tiles
log URL        a live log, by the address above its checkpoint, such as https://acgs.example/api/v1
mirror URL DIR  the same, and keeps a copy for \`folder\`: fetches what the copy lacks, verifies all of it

--key KEY         the log's public key, as name+hash+base64; may be given more than once, for keys that follow each other
--key-file FILE   the same, a key on each line
--witness KEY     a witness that has to have cosigned the checkpoint; may be given more than once
--last FILE       the last checkpoint of the log that you saw: the log still has to begin with it
--entry ID        receipt, bundle: the decision or other entry that it has to be of
--decision FILE   receipt, bundle: the decision as a service has shown it, which has to be what the log has
--save FILE       folder, log, mirror: keeps the checkpoint, when verified, as the next --last
--resume FILE     folder, log: keeps how far the entries were read, and goes on from there the next time
--token TOKEN     log, mirror: the access token for the entries; ACGS_TOKEN does the same
--json            one line of JSON
--help            this

Exit codes: 0 verified; 1 not verified; 2 could not tell, as for a file that cannot be read.
`;

const KINDS = ['receipt', 'bundle', 'folder', 'log', 'mirror'] as const;
type Kind = (typeof KINDS)[number];

export interface Options {
  readonly kind: Kind;
  readonly target: string;
  /** Where `mirror` keeps its copy. */
  readonly copy: string | null;
  readonly keys: readonly string[];
  readonly keyFile: string | null;
  readonly witnesses: readonly string[];
  readonly last: string | null;
  readonly entry: string | null;
  readonly decision: string | null;
  readonly save: string | null;
  readonly resume: string | null;
  readonly token: string | null;
  readonly json: boolean;
}

/** The options that were given; null for `--help`. @throws UndecidedError for those that make no sense */
export function readOptions(parameters: readonly string[], environment: NodeJS.ProcessEnv): Options | null {
  const { values, positionals } = parsed(parameters);
  if (values.help) return null;
  const {
    last = null,
    entry = null,
    decision = null,
    save = null,
    resume = null,
    'key-file': keyFile = null,
  } = values;
  const { key: keys, witness: witnesses, json } = values;
  const token = values.token ?? environment.ACGS_TOKEN ?? null;
  const subject = subjectOf(positionals);
  const options = { ...subject, keys, keyFile, witnesses, last, entry, decision, save, resume, token, json };
  requireSense(options);
  return options;
}

function requireSense({ kind, keys, keyFile, entry, decision, save, resume }: Options): void {
  if (keys.length === 0 && keyFile === null) {
    throw usage('--key or --key-file is needed: a key that came with what it signs proves nothing');
  }
  const isDocument = kind === 'receipt' || kind === 'bundle';
  if (isDocument && (save ?? resume) !== null) throw usage('--save and --resume are for a folder or a log');
  if (kind === 'mirror' && resume !== null) throw usage('mirror goes on by itself where it was left');
  if (!isDocument && (entry ?? decision) !== null) {
    throw usage('--entry and --decision are for a receipt or a bundle');
  }
}

function subjectOf([name, target, ...more]: readonly string[]): Pick<Options, 'kind' | 'target' | 'copy'> {
  const kind = KINDS.find((known) => known === name);
  if (kind === undefined || target === undefined) throw usage('say what to verify');
  const [copy = null] = more;
  const isComplete = kind === 'mirror' ? more.length === 1 : more.length === 0;
  if (!isComplete)
    throw usage(kind === 'mirror' ? 'say which log to copy and where to' : 'say what to verify');
  return { kind, target, copy };
}

function parsed(parameters: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse([...parameters]);
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      'key-file': { type: 'string' },
      witness: { type: 'string', multiple: true, default: [] },
      last: { type: 'string' },
      entry: { type: 'string' },
      decision: { type: 'string' },
      save: { type: 'string' },
      resume: { type: 'string' },
      token: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

const usage = (message: string): UndecidedError => new UndecidedError(`${message}; try: acgs-verify --help`);
