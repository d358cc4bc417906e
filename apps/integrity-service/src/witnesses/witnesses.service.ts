import { type Cosignatures, DEFAULT_TENANT } from '@acgs/contracts';
import {
  addSignatures,
  MalformedError,
  parseCheckpoint,
  parseNote,
  signatureLine,
  treeRoot,
  UnverifiedNoteError,
  type VerifierKey,
  verifyCosignature,
  verifyNote,
} from '@acgs/merkle';
import { Inject, Injectable } from '@nestjs/common';
import { INTEGRITY_SETTINGS, type IntegritySettings } from '../config.js';
import { LogKeys } from '../keys/log-keys.js';
import { LogRepository } from '../log/log.repository.js';
import { Tiles } from '../log/tiles.js';
import { CosignaturesRepository, type NewCosignature } from './cosignatures.repository.js';
import { CosignatureRefusedError, NotWitnessedError } from './witness.errors.js';

/** The end of the year 9999: a later one has no form in an answer. */
const SECONDS_MAX = 253_402_300_799;

type NoteSignature = Pick<VerifierKey, 'name' | 'keyHash'>;

interface OwnCheckpoint {
  readonly size: number;
  /** The note with the log's signatures and no others: nobody knows what those of strangers are. */
  readonly bare: string;
}

@Injectable()
export class WitnessesService {
  constructor(
    @Inject(INTEGRITY_SETTINGS) private readonly settings: Pick<IntegritySettings, 'LOG_WITNESS_KEYS'>,
    private readonly keys: LogKeys,
    private readonly log: LogRepository,
    private readonly tiles: Tiles,
    private readonly cosignatures: CosignaturesRepository,
  ) {}

  /** Keeps the cosignatures of witnesses that are known here. @throws CosignatureRefusedError */
  async accept(note: string): Promise<Cosignatures> {
    try {
      const { size, bare } = await this.ownCheckpoint(note);
      const made = this.settings.LOG_WITNESS_KEYS.flatMap((key) => cosignatureOf(note, key));
      if (made.length === 0)
        throw new CosignatureRefusedError('no witness that is known here has cosigned it');
      await this.cosignatures.insert({ tenant: DEFAULT_TENANT, size, checkpoint: bare }, made);
      return {
        treeSize: size,
        witnesses: made.map(({ witness, cosignedAt }) => ({ name: witness, time: cosignedAt.toISOString() })),
      };
    } catch (error) {
      if (error instanceof MalformedError || error instanceof UnverifiedNoteError)
        throw new CosignatureRefusedError(error.message, error);
      throw error;
    }
  }

  /** @throws NotWitnessedError */
  async witnessed(): Promise<string> {
    const rows = await this.cosignatures.latest(DEFAULT_TENANT);
    const [first] = rows;
    if (first === undefined) throw new NotWitnessedError();
    return addSignatures(
      first.checkpoint,
      rows.map(({ line }) => line),
    );
  }

  /** Signed by the log, under its name, and a head that its tree has had. */
  private async ownCheckpoint(note: string): Promise<OwnCheckpoint> {
    const { text, verified } = verifyNote(note, await this.keys.verifiers());
    const checkpoint = parseCheckpoint(text);
    const head = await this.log.head(DEFAULT_TENANT);
    if (checkpoint.origin !== this.keys.originOf(DEFAULT_TENANT))
      throw new CosignatureRefusedError('it is a checkpoint of another log');
    if (checkpoint.size > (head?.size ?? 0)) throw new CosignatureRefusedError('the log is not so large');
    const root = await treeRoot(this.tiles.of(DEFAULT_TENANT), checkpoint.size);
    if (!root.equals(checkpoint.root)) throw new CosignatureRefusedError('the log never had this root');
    const own = parseNote(note).signatures.filter((signature) =>
      verified.some((key) => isOf(signature, key)),
    );
    return { size: checkpoint.size, bare: noteOf(text, own.map(signatureLine)) };
  }
}

/** The latest one of a witness, alone. @throws UnverifiedNoteError when one in its name is wrong */
function cosignatureOf(note: string, key: VerifierKey): NewCosignature[] {
  const { text, signatures } = parseNote(note);
  const lines = signatures.filter((signature) => isOf(signature, key)).map(signatureLine);
  if (lines.length === 0) return [];
  const seconds = verifyCosignature(note, key);
  if (seconds > SECONDS_MAX) throw new CosignatureRefusedError(`the time of ${key.name} is none`);
  const line = lines.find((one) => verifyCosignature(noteOf(text, [one]), key) === seconds) ?? '';
  return [{ witness: key.name, line, cosignedAt: new Date(seconds * 1000) }];
}

const isOf = ({ name, keyHash }: NoteSignature, key: VerifierKey): boolean =>
  name === key.name && keyHash.equals(key.keyHash);

const noteOf = (text: string, lines: readonly string[]): string => `${text}\n${lines.join('\n')}\n`;
