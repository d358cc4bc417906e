import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { loadConfiguration, type RunningService, startService } from '@acgs/service';
import { API_GATEWAY } from '../../apps/api-gateway/src/api-gateway.definition.js';
import { GatewayVariables } from '../../apps/api-gateway/src/config.js';
import { ScriptedUpstream } from './scripted-upstream.js';
import { TokenIssuer } from './token-issuer.js';

export interface TestGateway {
  readonly url: string;
  readonly service: RunningService;
  readonly issuer: TokenIssuer;
  readonly core: ScriptedUpstream;
  readonly engine: ScriptedUpstream;
  readonly integrity: ScriptedUpstream;
  readonly ec: ScriptedUpstream;
  readonly auth: ScriptedUpstream;
  /** The hash and a valid token. */
  readonly headers: Record<string, string>;
  close(): Promise<void>;
}

/** A real gateway over HTTP before five services of the test's own. */
export async function startGateway(environment: Record<string, string> = {}): Promise<TestGateway> {
  const issuer = await TokenIssuer.start();
  const [core, engine, integrity, ec, auth] = await Promise.all([
    ScriptedUpstream.start(),
    ScriptedUpstream.start(),
    ScriptedUpstream.start(),
    ScriptedUpstream.start(),
    ScriptedUpstream.start(),
  ]);
  const settings = loadConfiguration(GatewayVariables, {
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...issuer.environment,
    CONSTITUTIONAL_CORE_URL: core.url,
    GOVERNANCE_ENGINE_URL: engine.url,
    INTEGRITY_SERVICE_URL: integrity.url,
    EC_SERVICE_URL: ec.url,
    AUTH_SERVICE_URL: auth.url,
    ...environment,
  });
  const service = await startService(API_GATEWAY, settings);
  return {
    url: service.url,
    service,
    issuer,
    core,
    engine,
    integrity,
    ec,
    auth,
    headers: {
      [CONSTITUTIONAL_HASH_HEADER]: CONSTITUTIONAL_HASH,
      authorization: await issuer.bearer('agent'),
    },
    close: async () => {
      await service.close();
      await Promise.all([issuer, core, engine, integrity, ec, auth].map((one) => one.close()));
    },
  };
}
