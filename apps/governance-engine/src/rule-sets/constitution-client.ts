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
    const response = await this.ask(path);
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

  /** A token that is refused is of a key or an issuer that was replaced: asked once more, with a new one. */
  private async ask(path: string): Promise<Response> {
    try {
      const held = await this.token.bearer();
      const response = await this.fetch(path, held);
      if (response.status !== 401) return response;
      await response.body?.cancel();
      this.token.forget(held);
      return await this.fetch(path, await this.token.bearer());
    } catch (cause) {
      throw new ConstitutionUnavailableError('constitutional-core or auth-service does not answer', cause);
    }
  }

  private fetch(path: string, authorization: string): Promise<Response> {
    return fetch(new URL(`/api/v1/${path}`, this.settings.CONSTITUTIONAL_CORE_URL), {
      headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH, Authorization: authorization },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
  }
}
