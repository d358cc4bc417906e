import { setTimeout as pause } from 'node:timers/promises';
import type { ProofKey } from './dpop.js';
import type { FormBrowser, Visit } from './form-browser.js';
import type { Installation } from './installation.js';
import { Authorization, REDIRECT_URI } from './people-client.js';
import { browserOf, codeOf, joined, keyOn, PASSWORD, query } from './people.js';

/** Pages on the way to the client, at most. */
const PAGES = 8;
const titleOf = ({ text }: Visit): string => /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? '';

/** Somebody who has come by invitation, in one browser without script, and answers whatever page stands before a token. */
export class SignedInPerson {
  /** Headings of the pages that were answered for the last token. */
  pages: readonly string[] = [];
  private readonly authorization: Authorization;
  private key: string | null = null;
  private codesUsed = 0;

  private constructor(
    private readonly installation: Installation,
    private readonly browser: FormBrowser,
    readonly id: string,
    private readonly email: string,
  ) {
    this.authorization = new Authorization(installation, browser);
  }

  /** Has no second factor until one is asked for. */
  static async join(
    installation: Installation,
    email: string,
    roles: readonly string[],
  ): Promise<SignedInPerson> {
    const id = await joined(installation, { email });
    const path = `/api/v1/auth/users/${id}/roles`;
    const { status } = await installation.call('auth-service', 'PUT', path, { body: { roles } });
    if (status !== 200) throw new Error(`${email} got no roles: ${String(status)}`);
    await nextSecond();
    return new SignedInPerson(installation, browserOf(installation), id, email);
  }

  /** An access token for these scopes, over as many pages as it takes; with a key, one that is bound to it. */
  async token(
    scopes: readonly string[],
    more: Readonly<Record<string, string>> = {},
    key?: ProofKey,
  ): Promise<string> {
    const pages: string[] = [];
    let page = await this.authorization.open({ scope: `openid ${scopes.join(' ')}`, ...more });
    while (!page.url.href.startsWith(REDIRECT_URI)) {
      pages.push(titleOf(page));
      if (pages.length > PAGES) throw new Error(`no way back to the client: ${pages.join(', ')}`);
      page = await this.answer(page);
    }
    this.pages = pages;
    const tokenUrl = `${this.installation.url('auth-service')}/api/v1/oauth/token`;
    const proof = key === undefined ? {} : { DPoP: await key.prove('POST', tokenUrl) };
    const { status, body } = await this.authorization.redeem(page, proof);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return (body as { access_token: string }).access_token;
  }

  /** As if it were so much later since the last sign-in. */
  async agesBy(seconds: number): Promise<void> {
    await query(
      this.installation,
      `UPDATE auth_service.oauth_records
       SET payload = jsonb_set(payload::jsonb, '{loginTs}', to_jsonb((payload ->> 'loginTs')::numeric - $2::numeric))::json
       WHERE model = 'Session' AND account_id = $1`,
      [this.id, seconds],
    );
    await query(
      this.installation,
      'UPDATE auth_service.user_sessions SET auth_time = auth_time - make_interval(secs => $2) WHERE user_id = $1',
      [this.id, seconds],
    );
  }

  private answer(page: Visit): Promise<Visit> {
    const fields = this.fieldsFor(page);
    return this.browser.submit(page, { fields });
  }

  private fieldsFor(page: Visit): Readonly<Record<string, string>> {
    switch (titleOf(page)) {
      case 'Sign in':
        return { email: this.email, password: PASSWORD };
      case 'Set up a second step':
        this.key = keyOn(page);
        return { code: this.nextCode(this.key) };
      case 'Second step':
        return { code: this.nextCode(this.key ?? '') };
      default:
        return {};
    }
  }

  /** Each is good once, and the next one is accepted before its time: two are to be had at once. */
  private nextCode(key: string): string {
    return codeOf(key, this.codesUsed++);
  }
}

/** Tokens of the second in which a person got other roles are refused. */
async function nextSecond(): Promise<void> {
  const now = (): number => Math.floor(Date.now() / 1000);
  for (const second = now(); now() === second;) await pause(20);
}
