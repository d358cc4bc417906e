import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import type { RunningService } from '@acgs/service';
import { Controller, Get, Post } from '@nestjs/common';
import { generateKeyPair, SignJWT } from 'jose';
import type { RequestListener } from 'node:http';
import { startGuardedService } from '../support/guarded-service.js';
import { ScriptedUpstream } from '../support/scripted-upstream.js';
import { TokenIssuer } from '../support/token-issuer.js';

@Controller('unmarked')
class UnmarkedController {
  @Get('first')
  first(): string {
    return 'first';
  }

  @Post()
  second(): string {
    return 'second';
  }
}

describe('a service', () => {
  it('does not start with a route that says nothing of its callers, and names each', async () => {
    await expect(startGuardedService({}, [UnmarkedController])).rejects.toThrow(
      'These routes have none of @Public, @Authenticated and @RequirePermission: ' +
        'GET UnmarkedController.first (unmarked/first), POST UnmarkedController.second (unmarked/).',
    );
  });

  describe('that verifies tokens', () => {
    let issuer: TokenIssuer;
    let keys: ScriptedUpstream;
    let service: RunningService;

    beforeEach(async () => {
      issuer = await TokenIssuer.start();
      keys = await ScriptedUpstream.start();
      service = await startGuardedService({ ...issuer.environment, AUTH_JWKS_URL: keys.url });
    });

    afterEach(async () => {
      await Promise.all([service.close(), keys.close(), issuer.close()]);
    });

    const ask = async (authorization: string): Promise<Response> =>
      fetch(`${service.url}/api/v1/guarded/policies`, {
        headers: { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH, Authorization: authorization },
      });

    const serveKeys = async (): Promise<void> => {
      const keySet = await (await fetch(issuer.environment.AUTH_JWKS_URL!)).text();
      keys.answer((_request, response) => response.end(keySet));
    };

    it.each<[string, RequestListener]>([
      ['breaks off', (request) => request.socket.destroy()],
      ['fails', (_request, response) => response.writeHead(500).end()],
      ['answers something else', (_request, response) => response.end('{"keys":1}')],
    ])('answers 503 while the key set %s, and 200 as soon as it is there', async (_, script) => {
      const bearer = await issuer.bearer('auditor');
      keys.answer(script);
      const unverified = await ask(bearer);
      expect(unverified.status).toBe(503);
      expect(unverified.headers.get('retry-after')).toBe('2');
      expect(await unverified.json()).toMatchObject({ type: 'urn:acgs:problem:unavailable' });

      await serveKeys();
      expect((await ask(bearer)).status).toBe(200);
    });

    it('needs the key set once: known tokens and known keys outlive it', async () => {
      await serveKeys();
      const bearer = await issuer.bearer('auditor');
      expect((await ask(bearer)).status).toBe(200);
      keys.answer((request) => request.socket.destroy());
      expect((await ask(bearer)).status).toBe(200);
      expect((await ask(await issuer.bearer('admin'))).status).toBe(200);
      expect(keys.seen).toHaveLength(1);
    });

    it('does not ask for the keys again for each made-up key name', async () => {
      await serveKeys();
      await ask(await issuer.bearer('auditor'));
      const { privateKey } = await generateKeyPair('ES256');
      for (const kid of ['a', 'b', 'c']) {
        const token = await new SignJWT({})
          .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
          .sign(privateKey);
        expect((await ask(`Bearer ${token}`)).status).toBe(401);
      }
      expect(keys.seen).toHaveLength(1);
    });
  });
});
