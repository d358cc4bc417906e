import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { AUTH_SERVICE } from '../../apps/auth-service/src/auth-service.definition.js';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { type Installation, startInstallation } from '../support/installation.js';
import { query } from '../support/people.js';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

describe('mail', () => {
  let installation: Installation;
  let server: SMTPServer;
  let received: Received[];
  let refuses: boolean;
  let url: string;
  const services: RunningService[] = [];

  beforeAll(async () => {
    installation = await startInstallation();
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, done) => {
        done(refuses ? new Error('no such mailbox') : null);
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          received.push({ from, to, text: Buffer.concat(parts).toString('utf8') });
          done();
        });
      },
    });
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    url = await started({
      SMTP_URL: `smtp://127.0.0.1:${String((listening.address() as AddressInfo).port)}`,
    });
  });

  beforeEach(() => {
    received = [];
    refuses = false;
  });

  afterAll(async () => {
    for (const service of services) await service.close();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    await installation.close();
  });

  /** Another auth-service on the same database. */
  async function started(environment: Record<string, string>): Promise<string> {
    const settings = { ...installation.environment, LOG_LEVEL: 'fatal', PORT: '0', ...environment };
    const service = await startService(AUTH_SERVICE, loadConfiguration(AUTH_SERVICE.variables, settings));
    services.push(service);
    return service.url;
  }

  const invite = async (service: string, email: string, name: string): Promise<Response> =>
    fetch(`${service}/api/v1/auth/invitations`, {
      method: 'POST',
      headers: {
        [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
        Authorization: `Bearer ${await installation.token('admin')}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ email, name, roles: [] }),
    });

  it('goes to the SMTP server that is configured', async () => {
    expect((await invite(url, 'ada@example.com', 'Ada Lovelace')).status).toBe(201);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: 'no-reply@acgs.example', to: ['ada@example.com'] });
    const [head = ''] = (received[0]?.text ?? '').split('\r\n\r\n');
    expect(head.split('\r\n')).toStrictEqual(
      expect.arrayContaining([
        'From: ACGS <no-reply@acgs.example>',
        'To: Ada Lovelace <ada@example.com>',
        'Subject: Your invitation to ACGS',
        'Auto-Submitted: auto-generated',
      ]),
    );
  });

  it.each(['Ada\r\nBcc: eve@example.com', 'Ada\nX: y', 'Ada\u2028Bcc: x', 'Ada\u0000'])(
    'takes no name that could become a header: %j',
    async (name) => {
      expect((await invite(url, 'bob@example.com', name)).status).toBe(400);
      expect(received).toStrictEqual([]);
    },
  );

  it.each([
    'eve@example.com, bob@example.com',
    'a@b.c\r\nBcc: eve@example.com',
    '<eve@example.com>',
    'bob@example.com>',
  ])('takes no address that is more than one: %j', async (email) => {
    expect((await invite(url, email, 'Bob')).status).toBe(400);
    expect(received).toStrictEqual([]);
  });

  it.each([
    'Bob" <eve@example.com>, "x',
    '=?utf-8?Q?a=0D=0ABcc:_eve@example.com?=',
    'Bob, eve@example.com',
    'Жанна ✉',
  ])('goes to one address, whatever the name: %j', async (name) => {
    expect((await invite(url, 'bob@example.com', name)).status).toBe(201);
    expect(received.map(({ to }) => to)).toStrictEqual([['bob@example.com']]);
    const [head = ''] = (received[0]?.text ?? '').split('\r\n\r\n');
    expect(head.split('\r\n').filter((line) => /^(to|cc|bcc):/i.test(line))).toHaveLength(1);
  });

  it('that is not taken leaves no invitation', async () => {
    refuses = true;
    const answer = await invite(url, 'carol@example.com', 'Carol');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ type: 'urn:acgs:problem:unavailable' });
    expect(
      await query(
        installation,
        `SELECT detail FROM auth_service.security_events WHERE kind = 'invitation-withdrawn' ORDER BY id DESC LIMIT 1`,
      ),
    ).toStrictEqual([{ detail: { reason: 'not-sent' } }]);
    const rows = await query(installation, 'SELECT 1 FROM auth_service.invitations WHERE email = $1', [
      'carol@example.com',
    ]);
    expect(rows).toStrictEqual([]);
  });

  it('is said not to be configured in production without a server', async () => {
    const production = await started({
      NODE_ENV: 'production',
      AUTH_CLIENTS_FILE: join(installation.home, 'clients.json'),
      AUTH_KEY_FILE: join(installation.home, 'auth.key'),
    });
    const answer = await invite(production, 'dora@example.com', 'Dora');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      type: 'urn:acgs:problem:mail-not-configured',
      detail: 'Mail is not configured here: set SMTP_URL.',
    });
  });
});
