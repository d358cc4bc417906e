import type { CallerIdentity } from '@acgs/access';
import { ACCESS_TOKEN_SECONDS_MAX } from '@acgs/contracts';
import { seal, unseal } from '@acgs/sealed-keys';
import { BackgroundLoop, ConfigurationError } from '@acgs/service';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { type AuthSettings } from '../config.js';
import type { SecurityEvents } from '../security-events/security-events.js';
import {
  createSigningKey,
  type KeySet,
  type PrivateJwk,
  PrivateJwkSchema,
  publicPartOf,
  type Rotation,
} from './signing-key.js';
import type { KnownKey, SigningKeysRepository } from './signing-keys.repository.js';
import { RotationUnderWayError } from './signing-keys.errors.js';

/** Shorter than the shortest lead of a new key: each process knows it before any process signs with it. */
const REFRESH_MILLISECONDS = 2000;
/** For clocks that differ, and for the refresh of other processes. */
const SLACK_SECONDS = 60;

interface OpenKey {
  readonly jwk: PrivateJwk;
  readonly signsFrom: Date;
}

/** The installation's keys: one signs, and all that have not retired are published. */
export class SigningKeys implements OnApplicationShutdown {
  private readonly log = new Logger(SigningKeys.name);
  private readonly opened = new Map<string, PrivateJwk>();
  private keys: readonly OpenKey[] = [];
  private readonly loop = BackgroundLoop.every(
    REFRESH_MILLISECONDS,
    () => this.refresh(),
    (error) => {
      this.log.warn(`the signing keys could not be read: ${(error as Error).message}`);
    },
  );

  constructor(
    private readonly database: DataSource,
    private readonly repository: SigningKeysRepository,
    private readonly events: SecurityEvents,
    private readonly encryptionKey: Buffer,
    private readonly settings: AuthSettings,
  ) {}

  /** Processes that start at the same time end up with the same first key. @throws ConfigurationError for another seal */
  async load(): Promise<void> {
    await this.refresh();
    if (this.keys.length === 0) {
      await this.repository.insertFirst(await this.createSealed());
      await this.refresh();
    }
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** The one that signs now comes first. */
  all(): readonly PrivateJwk[] {
    const now = Date.now();
    const signing = this.keys.find(({ signsFrom }) => signsFrom.getTime() <= now) ?? this.keys.at(-1);
    if (signing === undefined) throw new Error('there is no signing key');
    return [signing, ...this.keys.filter((key) => key !== signing)].map(({ jwk }) => jwk);
  }

  current(): PrivateJwk {
    const [signing] = this.all();
    if (signing === undefined) throw new Error('there is no signing key');
    return signing;
  }

  published(): KeySet {
    return { keys: this.all().map(publicPartOf) };
  }

  /** Makes a key, publishes it, and lets it sign when every verifier has it. @throws RotationUnderWayError while one waits for that */
  async rotate(caller: CallerIdentity): Promise<Rotation> {
    const sealed = await this.createSealed();
    const times = await this.database.transaction(async (transaction) => {
      await this.repository.lock(transaction);
      await this.requireNoRotation(transaction);
      const { SIGNING_KEY_LEAD_SECONDS } = this.settings;
      const overlap = ACCESS_TOKEN_SECONDS_MAX + SLACK_SECONDS;
      const event = { tenant: caller.tenant, kind: 'signing-key-created', subject: sealed.kid, actor: caller.actor } as const; // prettier-ignore
      await this.events.record(event, transaction);
      return this.repository.insertNext(transaction, sealed, SIGNING_KEY_LEAD_SECONDS, overlap);
    });
    await this.refresh();
    return {
      kid: sealed.kid,
      signsFrom: times.signsFrom.toISOString(),
      previousRetireAt: times.previousRetireAt.toISOString(),
    };
  }

  private async requireNoRotation(transaction: EntityManager): Promise<void> {
    const [newest] = await this.repository.list(transaction);
    if (newest !== undefined && newest.signsFrom.getTime() > Date.now()) throw new RotationUnderWayError();
  }

  private async refresh(): Promise<void> {
    const known = await this.repository.list();
    this.keys = known.map((key) => ({ jwk: this.open(key), signsFrom: key.signsFrom }));
  }

  private open({ kid, sealedKey }: KnownKey): PrivateJwk {
    const known = this.opened.get(kid);
    if (known !== undefined) return known;
    const text = unseal(this.encryptionKey, kid, sealedKey);
    if (text === null) {
      throw new ConfigurationError(
        'The signing key in the database does not open with this key: set AUTH_KEY_ENCRYPTION_KEY or AUTH_KEY_FILE ' +
          'to the key of the first start.',
      );
    }
    const jwk = PrivateJwkSchema.parse(JSON.parse(text));
    this.opened.set(kid, jwk);
    return jwk;
  }

  private async createSealed(): Promise<{ kid: string; sealedKey: Buffer }> {
    const key = await createSigningKey();
    return { kid: key.kid, sealedKey: seal(this.encryptionKey, key.kid, JSON.stringify(key)) };
  }
}
