import { localClients } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls an installation as one of its clients. */
export class ApiClient {
  private constructor(
    readonly baseUrl: string,
    readonly clientId: string,
    readonly token: string,
  ) {}

  /** Gets a token with the client's secret from the installation's clients file. */
  static async login(baseUrl: string, home: string, clientId: string): Promise<ApiClient> {
    const client = (await localClients(home)).find(({ id }) => id === clientId);
    if (client === undefined) throw new Error(`the client ${clientId} is not known in ${home}`);
    const response = await fetch(`${baseUrl}/api/v1/oauth/token`, {
      method: 'POST',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!response.ok) throw new Error(`no token for ${clientId}: ${await response.text()}`);
    const { access_token } = (await response.json()) as { access_token: string };
    return new ApiClient(baseUrl, clientId, access_token);
  }

  get headers(): Record<string, string> {
    return { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH, Authorization: `Bearer ${this.token}` };
  }

  /** A string is sent as YAML, anything else as JSON. */
  async call(method: string, path: string, body?: unknown): Promise<ApiAnswer> {
    const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
      method,
      headers: body === undefined ? this.headers : { ...this.headers, 'Content-Type': type },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  }

  /** @throws Error with the answer when it is not a success */
  async expect(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.call(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} answers ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
  }
}
