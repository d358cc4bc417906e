import { hashOfRevocationKey, localClients, Revocations, TokenVerifier } from '@acgs/access';
import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { startGuardedService } from '../support/guarded-service.js';
import { TokenIssuer } from '../support/token-issuer.js';
import { closedLoop, type ClosedLoopResult } from './load/closed-loop.js';
import { type MeasuredInstallation, withMeasuredInstallation } from './measured-installation.js';
import {
  figureAtLeast,
  figureBelow,
  figureOnly,
  type Measurement,
  type MeasurementCommand,
  type MeasurementOptions,
} from './measurement.js';

const CONNECTIONS = 16;
const [TOKENS, BLOCKS, BLOCK] = [2000, 300, 1000];
const REVOCATIONS = 200;
const TOKEN_PATH = '/api/v1/oauth/token';

export const command: MeasurementCommand = {
  name: 'bench -- auth',
  summary:
    'what a verified token costs when it comes again, and a revocation, and how many tokens are issued',
  run: measure,
};

async function measure(options: MeasurementOptions): Promise<Measurement> {
  options.progress('tokens that come again');
  const cached = await cachedVerification(options.long ? BLOCKS * 10 : BLOCKS);
  const environment = { THROTTLE_TOKENS: 'off', LOG_LEVEL: 'error' };
  const issued = await withMeasuredInstallation(
    { progress: options.progress, policies: 0, environment },
    (measured) => issueTokens(measured, options),
  );
  return {
    figures: [
      figureBelow('auth.verify.cached', cached.again, 'µs', 2),
      figureOnly('auth.verify.first', cached.first, 'µs', 'lower'),
      figureBelow('auth.revoke.others', cached.revocation, 'µs', 500),
      figureAtLeast('auth.issue.rate', issued.rate, 'tokens/s', 500),
      figureOnly('auth.issue.p99', issued.p99, 'ms', 'lower'),
    ],
    context: {
      loadModel: `verification: ${String(TOKENS)} tokens in turn, blocks of ${String(BLOCK)}, the median block; revocations of tokens that are not among them, the median of ${String(REVOCATIONS)}; issuing: client credentials in a closed loop of ${String(CONNECTIONS)} connections through the gateway`,
      on: 'revocation list, JWT of ES256, one lookup of the client in PostgreSQL for each token; the limit of the token endpoint off',
      failed: issued.failed,
    },
    table: '',
  };
}

/** Microseconds for a token that was verified before, for one that was not, and for a revocation that ends neither. */
async function cachedVerification(
  blocks: number,
): Promise<{ first: number; again: number; revocation: number }> {
  const issuer = await TokenIssuer.start();
  const service = await startGuardedService(issuer.environment);
  try {
    const verifier = service.app.get(TokenVerifier, { strict: false });
    const headers: string[] = [];
    while (headers.length < TOKENS) headers.push(await issuer.bearer('agent'));
    const began = performance.now();
    for (const header of headers) await verifier.verify(header, () => () => undefined);
    const first = ((performance.now() - began) * 1000) / TOKENS;
    const times = Array.from({ length: blocks }, (_, block) => timeOfBlock(verifier, headers, block));
    const revocations = service.app.get(Revocations, { strict: false });
    const learned = Array.from({ length: REVOCATIONS }, (_, n) => timeOfRevocation(revocations, n));
    timeOfBlock(verifier, headers, 0);
    return { first, again: median(times), revocation: median(learned) };
  } finally {
    await Promise.all([service.close(), issuer.close()]);
  }
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;

function timeOfRevocation(revocations: Revocations, n: number): number {
  const key = hashOfRevocationKey(`sub:nobody-${String(n)}`);
  const before = Math.floor(Date.now() / 1000);
  const began = performance.now();
  revocations.add([{ key, before, expiresAt: before + 3600, revision: n + 1 }]);
  return (performance.now() - began) * 1000;
}

function timeOfBlock(verifier: TokenVerifier, headers: readonly string[], block: number): number {
  let known = 0;
  const began = performance.now();
  for (let n = 0; n < BLOCK; n++) {
    if (verifier.known(headers[(block * BLOCK + n) % TOKENS] ?? '') !== null) known++;
  }
  const microseconds = ((performance.now() - began) * 1000) / BLOCK;
  if (known < BLOCK) throw new Error(`${String(BLOCK - known)} tokens had to be verified again`);
  return microseconds;
}

async function issueTokens(
  { installation }: MeasuredInstallation,
  { long, progress }: MeasurementOptions,
): Promise<ClosedLoopResult> {
  progress('tokens are issued');
  const client = (await localClients(installation.home)).find(({ id }) => id === 'demo-agent');
  const credentials = Buffer.from(`demo-agent:${client?.secret ?? ''}`).toString('base64');
  const request = {
    method: 'POST' as const,
    path: TOKEN_PATH,
    headers: {
      [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      authorization: `Basic ${credentials}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  };
  const load = { origin: installation.url('api-gateway'), requests: [request], connections: CONNECTIONS };
  await closedLoop({ ...load, seconds: 2 });
  const result = await closedLoop({ ...load, seconds: long ? 60 : 8 });
  if (result.failed > 0) throw new Error(`${String(result.failed)} tokens were not issued`);
  return result;
}
