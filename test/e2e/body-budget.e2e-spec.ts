import { RequirePermission } from '@acgs/access';
import type { RunningService } from '@acgs/service';
import { Body, Controller, Post } from '@nestjs/common';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { startGuardedService } from '../support/guarded-service.js';
import { openSocket, requestHead } from '../support/raw-socket.js';

const MIB = 1024 * 1024;
const BUDGET_MIB = 128;

@Controller('sink')
class SinkController {
  @Post()
  @RequirePermission('policies:read')
  take(@Body() body: unknown): object {
    return { body };
  }
}

describe('bodies of strangers that never end', () => {
  let service: RunningService;

  beforeAll(async () => {
    const nowhere = 'http://127.0.0.1:1';
    service = await startGuardedService({ AUTH_ISSUER: nowhere, AUTH_JWKS_URL: `${nowhere}/jwks.json` }, [
      SinkController,
    ]);
  });

  afterAll(() => service.close());

  /** All of a body but its last byte. */
  async function send(): Promise<Socket> {
    const socket = await openSocket(service.url);
    const fields = { 'Content-Type': 'application/json', 'Content-Length': String(MIB) };
    socket.write(requestHead('POST', '/api/v1/sink', fields));
    socket.write(Buffer.alloc(MIB - 1, ' '));
    return socket;
  }

  it('hold the budget at most: the oldest is refused, and callers are answered', async () => {
    const oldest = await send();
    const answer = once(oldest, 'data').then(([bytes]) => String(bytes));
    const others = [];
    for (let n = 0; n < BUDGET_MIB + 2; n++) others.push(await send());
    const refused = await answer;
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused).toMatch(/\r\nretry-after: 1\r\n/i);
    expect(refused).toContain('urn:acgs:problem:overloaded');
    const caller = await fetch(`${service.url}/api/v1/sink`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    });
    expect(caller.status).toBe(428);
    for (const socket of [oldest, ...others]) socket.destroy();
  });
});
