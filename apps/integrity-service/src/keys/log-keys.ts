import { DEFAULT_TENANT, type LogKeys as LogKeyList } from '@acgs/contracts';
import {
  ed25519Signer,
  formatCheckpoint,
  MalformedError,
  type NoteSigner,
  type ParsedCheckpoint,
  parseCheckpoint,
  parseVerifierKey,
  signNote,
  UnverifiedNoteError,
  type VerifierKey,
  verifyNote,
} from '@acgs/merkle';
import { keyEncryptionKey, seal, unseal } from '@acgs/sealed-keys';
import { ConfigurationError } from '@acgs/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { INTEGRITY_SETTINGS, type IntegritySettings } from '../config.js';
import type { LogKeyEntity } from './log-key.entity.js';
import { TooManySigningKeysError } from './log-keys.errors.js';
import { LogKeysRepository, type NewLogKey } from './log-keys.repository.js';

/** Every checkpoint has a signature of each; verifiers read a hundred. */
const SIGNING_KEYS_MAX = 10;

interface ActiveKey {
  readonly signer: NoteSigner;
  readonly validTo: Date | null;
}

/** The log's name and the keys that sign its checkpoints, their private parts sealed in the database. */
@Injectable()
export class LogKeys implements OnModuleInit {
  private origin = '';
  private encryptionKey: Buffer = Buffer.alloc(0);
  private active: readonly ActiveKey[] = [];
  /** All that ever signed, and open with the key of this installation. */
  private own: readonly VerifierKey[] = [];

  constructor(
    @Inject(INTEGRITY_SETTINGS) private readonly settings: IntegritySettings,
    private readonly repository: LogKeysRepository,
  ) {}

  /** @throws ConfigurationError when a key was sealed with another key, or the log has had another name */
  async onModuleInit(): Promise<void> {
    this.encryptionKey = await keyEncryptionKey({
      variables: { key: 'INTEGRITY_KEY_ENCRYPTION_KEY', file: 'INTEGRITY_KEY_FILE' },
      key: this.settings.INTEGRITY_KEY_ENCRYPTION_KEY,
      file: this.settings.INTEGRITY_KEY_FILE,
      settings: this.settings,
      fileName: 'integrity.key',
    });
    this.origin = this.settings.LOG_ORIGIN ?? `acgs.invalid/${await this.repository.installationId()}`;
    await this.repository.insertFirst(this.newKey());
    await this.load();
  }

  /** What the log of a tenant is called in its checkpoints. */
  originOf(tenant: string): string {
    return tenant === DEFAULT_TENANT ? this.origin : `${this.origin}/tenants/${tenant}`;
  }

  /** Reads the keys anew, as after a rotation. */
  async load(): Promise<void> {
    const keys = await this.repository.all();
    this.own = keys.filter((key) => this.opens(key)).map(({ verifierKey }) => parseVerifierKey(verifierKey));
    this.active = keys.filter(isValid).map((key) => ({ signer: this.signerOf(key), validTo: key.validTo }));
  }

  /** A checkpoint (C2SP tlog-checkpoint) under the signatures of all keys that are valid now. */
  sign(tenant: string, { size, root }: { readonly size: number; readonly root: Buffer }): Promise<string> {
    const signers = this.active.filter(isValid).map(({ signer }) => signer);
    return signNote(formatCheckpoint({ origin: this.originOf(tenant), size, root }), signers);
  }

  /** What a checkpoint of a tenant's tree says; null when no key of this log has signed it. */
  open(tenant: string, note: string): ParsedCheckpoint | null {
    try {
      const checkpoint = parseCheckpoint(verifyNote(note, this.own).text);
      return checkpoint.origin === this.originOf(tenant) ? checkpoint : null;
    } catch (error) {
      if (error instanceof MalformedError || error instanceof UnverifiedNoteError) return null;
      throw error;
    }
  }

  /** The keys of this log whose private parts open here: a row that somebody else has written is none. */
  async verifiers(): Promise<readonly VerifierKey[]> {
    await this.load();
    return this.own;
  }

  async list(): Promise<LogKeyList> {
    const keys = await this.repository.all();
    return {
      origin: this.origin,
      keys: keys.map(({ verifierKey, publicKey, validFrom, validTo }) => ({
        verifierKey,
        publicKey: publicKey.toString('base64'),
        validFrom: validFrom.toISOString(),
        validTo: validTo?.toISOString() ?? null,
      })),
    };
  }

  /**
   * A new key signs from the moment its own leaf is in the log; those before it sign beside it for the overlap.
   *
   * @throws TooManySigningKeysError
   */
  async rotate(overlapSeconds: number): Promise<LogKeyList> {
    const signing = (await this.repository.all()).filter(isValid).length;
    if (signing >= SIGNING_KEYS_MAX) throw new TooManySigningKeysError(signing);
    await this.repository.rotate(this.newKey(), overlapSeconds);
    return this.list();
  }

  private newKey(): NewLogKey {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { verifierKey } = ed25519Signer(this.origin, privateKey);
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    return {
      verifierKey,
      publicKey: rawPublicKey(privateKey),
      sealedKey: seal(this.encryptionKey, verifierKey, pem),
    };
  }

  private opens({ verifierKey, sealedKey }: LogKeyEntity): boolean {
    return unseal(this.encryptionKey, verifierKey, sealedKey) !== null;
  }

  private signerOf({ verifierKey, sealedKey }: LogKeyEntity): NoteSigner {
    const pem = unseal(this.encryptionKey, verifierKey, sealedKey);
    if (pem === null) {
      throw new ConfigurationError(
        'The signing key of the log does not open with this key: set INTEGRITY_KEY_ENCRYPTION_KEY or INTEGRITY_KEY_FILE ' +
          'to the key of the first start.',
      );
    }
    const { name } = parseVerifierKey(verifierKey);
    if (name !== this.origin)
      throw new ConfigurationError(
        `LOG_ORIGIN: this log is called ${name}, and its checkpoints say so for ever.`,
      );
    return ed25519Signer(name, createPrivateKey(pem));
  }
}

const isValid = ({ validTo }: { readonly validTo: Date | null }): boolean =>
  validTo === null || validTo.getTime() > Date.now();

/** The 32 bytes of RFC 8032. */
function rawPublicKey(privateKey: KeyObject): Buffer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
}
