import { createServer } from 'node:http';
import type { Tab } from './chromium.js';
import type { Installation } from './installation.js';
import { type Listening, listen } from './listening.js';
import { AuthorizationRequest } from './people-client.js';
import { codeOf, invite, linkIn, PASSWORD } from './people.js';

const BACK = '<!doctype html><html lang="en"><title>The desk</title><h1>Back at the desk</h1></html>';
const ACCOUNT = '/api/v1/auth/account';

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
}

/** A program on the person's machine that browsers are sent back to (RFC 8252, section 7.3). */
export const startDesk = (): Promise<Listening> =>
  listen(
    createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html').end(BACK);
    }),
  );

/** Somebody who finds labels, buttons and links by what they say, as a screen reader does. */
export class PersonAtDesk {
  constructor(
    private readonly installation: Installation,
    private readonly tab: Tab,
    private readonly email: string,
    private readonly redirectUri: string,
  ) {}

  /** From the mail to a password. Shows the page of signing in. */
  async accept(roles: readonly string[]): Promise<void> {
    const { status, body } = await invite(this.installation, { email: this.email, roles });
    if (status !== 201) throw new Error(`not invited: ${JSON.stringify(body)}`);
    await this.open(await linkIn(this.installation, this.email));
    await this.tab.picture('invitation');
    await this.fill('New password', PASSWORD);
    await this.fill('The same password again', PASSWORD);
    await this.press('Accept the invitation');
    await this.isOn('Sign in');
  }

  async signIn(): Promise<void> {
    await this.fill('E-mail address', this.email);
    await this.fill('Password', PASSWORD);
    await this.tab.picture('sign-in');
    await this.press('Sign in');
  }

  /** From the account page; gives the key. The code of now is used up. */
  async setUpSecondStep(): Promise<string> {
    const { page } = this.tab;
    await this.isOn('Your account');
    await this.tab.picture('account');
    await page.getByRole('link', { name: 'Set up a second step' }).click();
    await page.getByRole('img', { name: 'QR code with the key below' }).waitFor();
    const key = (await page.getByText(/^Key:/).innerText()).replace(/^Key:|\s/g, '');
    await this.tab.picture('second-step-set-up');
    await this.fill('Your password', PASSWORD);
    await this.fill('Code', codeOf(key));
    await this.press('Set up');
    await this.isOn('Your recovery codes');
    await this.tab.picture('recovery-codes');
    return key;
  }

  /** Through the authorization endpoint, with password, code and consent. */
  async authorize(scopes: readonly string[], key: string): Promise<Tokens> {
    const request = new AuthorizationRequest(this.installation, this.redirectUri);
    await this.open(request.path({ scope: `openid ${scopes.join(' ')}` }));
    await this.isOn('Sign in');
    await this.tab.picture('sign-in-for-client');
    await this.signIn();
    await this.isOn('Second step');
    await this.fill('Code', codeOf(key, 1));
    await this.tab.picture('second-step');
    await this.press('Go on');
    await this.isOn('Allow The desk this?');
    await this.tab.picture('consent');
    await this.press('Allow');
    const { status, body } = await request.redeem(await this.isBack());
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as Tokens;
  }

  /** Where the client has the browser again. */
  async isBack(): Promise<URL> {
    await this.isOn('Back at the desk');
    return new URL(this.tab.page.url());
  }

  /** As the client has it (RP-Initiated Logout 1.0): over the page that asks, and back to the client. */
  async signOut(idTokenHint: string): Promise<void> {
    const query = new URLSearchParams({
      id_token_hint: idTokenHint,
      post_logout_redirect_uri: this.redirectUri,
    });
    await this.open(`/api/v1/oauth/end-session?${query.toString()}`);
    await this.isOn('Sign out?');
    await this.tab.picture('sign-out');
    await this.press('Sign out');
  }

  async open(path: string): Promise<void> {
    await this.tab.page.goto(new URL(path, this.installation.url('auth-service')).href);
  }

  openAccount(): Promise<void> {
    return this.open(ACCOUNT);
  }

  async press(button: string): Promise<void> {
    await this.tab.page.getByRole('button', { name: button, exact: true }).click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.tab.page.getByLabel(label, { exact: true }).fill(text);
  }

  async isOn(heading: string): Promise<void> {
    await this.tab.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }
}
