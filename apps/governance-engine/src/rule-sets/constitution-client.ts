import { ServiceToken } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { type ConstitutionVersion, ConstitutionVersionSchema, digestOf } from '@acgs/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ENGINE_SETTINGS, type EngineSettings } from '../config.js';
import { ConstitutionUnavailableError } from './rule-sets.errors.js';

const TIMEOUT_MILLISECONDS = 5000;

/** Reads constitutions from `constitutional-core`, and believes a document only when its digest is right. */
@Injectable()
export class ConstitutionClient {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'CONSTITUTIONAL_CORE_URL'>,
    private readonly token: ServiceToken,
  ) {}

  /** Null before the first ratification. @throws ConstitutionUnavailableError */
  inForce(): Promise<ConstitutionVersion | null> {
    return this.get('constitution');
  }

  /** Null when there is no such version. @throws ConstitutionUnavailableError */
  version(version: number): Promise<ConstitutionVersion | null> {
    return this.get(`constitution/versions/${String(version)}`);
  }

  private async get(path: string): Promise<ConstitutionVersion | null> {
    const response = await this.fetch(path);
    if (response.status === 404) return null;
    if (!response.ok)
      throw new ConstitutionUnavailableError(`constitutional-core answered ${String(response.status)}`);
    const { success, data } = ConstitutionVersionSchema.safeParse(await response.json());
    if (!success) throw new ConstitutionUnavailableError('constitutional-core answered in an unknown form');
    if (digestOf(data.document) !== data.digest) {
      throw new ConstitutionUnavailableError(
        `the document of version ${String(data.version)} has another digest`,
      );
    }
    return data;
  }

  private async fetch(path: string): Promise<Response> {
    try {
      return await fetch(new URL(`/api/v1/${path}`, this.settings.CONSTITUTIONAL_CORE_URL), {
        headers: {
          [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
          Authorization: await this.token.bearer(),
        },
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
    } catch (cause) {
      throw new ConstitutionUnavailableError('constitutional-core or auth-service does not answer', cause);
    }
  }
}
