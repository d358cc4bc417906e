import { Public } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { DomainError } from '@acgs/contracts';
import { type RunningService, sendEvents, type ServerSentEvent } from '@acgs/service';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { startGuardedService } from '../support/guarded-service.js';

const ISSUER = { AUTH_ISSUER: 'http://127.0.0.1:1', AUTH_JWKS_URL: 'http://127.0.0.1:1/jwks.json' };
const HEADERS = { [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH };
const LARGE = 'x'.repeat(1024 * 1024);
const MANY = 200;

let made = 0;
let ended = 0;

class NothingToShowError extends DomainError {
  readonly problem = 'not-found';

  constructor() {
    super('There is nothing to show.');
  }
}

async function* counted(kind: string): AsyncGenerator<ServerSentEvent> {
  if (kind === 'none') throw new NothingToShowError();
  try {
    for (let count = 1; ; count++) {
      made = count;
      yield {
        id: String(count),
        event: 'count',
        data: kind === 'large' ? LARGE : `two\nlines ${String(count)}`,
      };
      if (kind === 'two' && count === 2) return;
      if (kind === 'large' && count === MANY) return;
      if (kind === 'slow' || kind === 'broken') await pause(50);
      if (kind === 'broken') throw new Error('on the way');
    }
  } finally {
    ended++;
  }
}

@Controller('counts')
@Public()
class CountsController {
  @Get(':kind')
  async events(@Param('kind') kind: string, @Res() reply: FastifyReply): Promise<void> {
    await sendEvents(reply, counted(kind));
  }
}

describe('a stream of events', () => {
  let service: RunningService;

  beforeEach(async () => {
    made = 0;
    ended = 0;
    service = await startGuardedService(ISSUER, [CountsController]);
  });

  afterEach(async () => {
    await service.close();
  });

  const get = (kind: string, signal: AbortSignal | null = null): Promise<Response> =>
    fetch(`${service.url}/api/v1/counts/${kind}`, { headers: HEADERS, signal });

  it('has an id and a line of JSON for each, and the headers of every answer', async () => {
    const response = await get('two');
    expect(await response.text()).toBe(
      'retry: 2000\n\nid: 1\nevent: count\ndata: "two\\nlines 1"\n\nid: 2\nevent: count\ndata: "two\\nlines 2"\n\n',
    );
    const names = ['content-type', 'cache-control', CONSTITUTIONAL_HASH_HEADER, 'x-content-type-options'];
    expect(names.map((name) => response.headers.get(name))).toStrictEqual([
      'text/event-stream',
      'no-store',
      CONSTITUTIONAL_HASH,
      'nosniff',
    ]);
  });

  it('is a problem when it fails before its first event', async () => {
    const response = await get('none');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ detail: 'There is nothing to show.' });
  });

  it('is cut when it fails later, so that nobody takes it for the whole', async () => {
    const response = await get('broken');
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('ends for a caller who goes', async () => {
    const gone = new AbortController();
    const response = await get('slow', gone.signal);
    await response.body?.getReader().read();
    gone.abort();
    while (ended === 0) await pause(5);
    expect(ended).toBe(1);
  });

  it('is made no faster than it is read', async () => {
    const response = await get('large');
    await pause(300);
    expect(made).toBeLessThan(MANY / 2);
    await response.body?.cancel();
  });

  it('ends when the service drains', async () => {
    const response = await get('slow');
    await service.close();
    expect(await response.text()).toMatch(/data: "two\\nlines 1"\n\n/);
  });
});
