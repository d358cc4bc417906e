import { type Cosignatures, DEFAULT_TENANT } from '@acgs/contracts';
import {
  addSignatures,
  MalformedError,
  type ParsedCheckpoint,
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
      const checkpoint = await this.ownCheckpoint(note);
      const made = this.settings.LOG_WITNESS_KEYS.flatMap((key) => cosignatureOf(note, key));
      if (made.length === 0)
        throw new CosignatureRefusedError('no witness that is known here has cosigned it');
      const { size } = checkpoint;
      await this.cosignatures.insert({ tenant: DEFAULT_TENANT, size, checkpoint: note }, made);
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
  private async ownCheckpoint(note: string): Promise<ParsedCheckpoint> {
    const checkpoint = parseCheckpoint(verifyNote(note, await this.keys.verifiers()).text);
    const head = await this.log.head(DEFAULT_TENANT);
    if (checkpoint.origin !== this.keys.originOf(DEFAULT_TENANT))
      throw new CosignatureRefusedError('it is a checkpoint of another log');
    if (checkpoint.size > (head?.size ?? 0)) throw new CosignatureRefusedError('the log is not so large');
    const root = await treeRoot(this.tiles.of(DEFAULT_TENANT), checkpoint.size);
    if (!root.equals(checkpoint.root)) throw new CosignatureRefusedError('the log never had this root');
    return checkpoint;
  }
}

function cosignatureOf(note: string, key: VerifierKey): NewCosignature[] {
  const signature = parseNote(note).signatures.find(
    ({ name, keyHash }) => name === key.name && keyHash.equals(key.keyHash),
  );
  if (signature === undefined) return [];
  const cosignedAt = new Date(verifyCosignature(note, key) * 1000);
  return [{ witness: key.name, line: signatureLine(signature), cosignedAt }];
}
