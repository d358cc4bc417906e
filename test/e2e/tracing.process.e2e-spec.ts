import type { Decision, EvaluationRequest } from '@acgs/contracts';
import type { ApiClient } from '../../tools/installation/api-client.js';
import { type BuiltInstallation, startBuilt } from '../support/built-installation.js';
import { evaluationRequest } from '../support/governed.js';
import { type ReceivedSpan, TraceReceiver } from '../support/trace-receiver.js';

const [SERVER, CLIENT] = [2, 3];

describe('an installation that traces every request', () => {
  let receiver: TraceReceiver;
  let built: BuiltInstallation;
  let agent: ApiClient;

  beforeAll(async () => {
    receiver = await TraceReceiver.open();
    built = await startBuilt(
      { 'governance-engine': 2 },
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_TRACES_SAMPLER_ARG: '1',
        OTEL_BSP_SCHEDULE_DELAY: '100',
      },
    );
    agent = await built.installation.login('demo-agent');
  });

  afterAll(async () => {
    await built.close();
    await receiver.close();
  });

  async function decide(traceId: string, flags: string): Promise<Decision> {
    const answer = await fetch(`${agent.baseUrl}/api/v1/decisions`, {
      method: 'POST',
      headers: {
        ...agent.headers,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-00000000000000a1-${flags}`,
        tracestate: 'vendor=1',
      },
      body: JSON.stringify(evaluationRequest()),
    });
    return (await answer.json()) as Decision;
  }

  const isInsert = ({ service, kind, attributes }: ReceivedSpan): boolean =>
    service === 'governance-engine' &&
    kind === CLIENT &&
    /^INSERT|^WITH/.test(String(attributes['db.query.text']));

  it('has one trace from the caller through gateway and engine into the statement, each below the one before', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const { decisionId } = await decide(traceId, '01');
    const spans = await receiver.traceWith(
      traceId,
      ({ service, kind }) => service === 'api-gateway' && kind === SERVER,
    );
    await receiver.traceWith(traceId, isInsert);
    const one = (service: string, kind: number): ReceivedSpan | undefined =>
      receiver.spans.find(
        (span) => span.traceId === traceId && span.service === service && span.kind === kind,
      );
    const [edge, call, engine] = [
      one('api-gateway', SERVER),
      one('api-gateway', CLIENT),
      one('governance-engine', SERVER),
    ];
    expect(spans.length).toBeGreaterThan(0);
    expect(edge).toMatchObject({ name: 'POST /api/v1/decisions', parentSpanId: '00000000000000a1' });
    expect(call?.parentSpanId).toBe(edge?.spanId);
    expect(engine).toMatchObject({ name: 'POST /api/v1/decisions', parentSpanId: call?.spanId });
    expect(engine?.attributes).toMatchObject({
      'http.route': '/api/v1/decisions',
      'http.response.status_code': 200,
    });
    expect(JSON.stringify(engine?.attributes['acgs.decision_ids'])).toContain(decisionId);
    const statement = receiver.spans.find((span) => span.traceId === traceId && isInsert(span));
    expect(statement?.parentSpanId).toBe(engine?.spanId);
  });

  it('sends no value of a statement, no body, no query and no token', async () => {
    const traceId = '2af7651916cd43dd8448eb211c80319c';
    await fetch(`${agent.baseUrl}/api/v1/auth/invitations/accept?token=from-a-link`, {
      headers: { traceparent: `00-${traceId}-00000000000000a1-01` },
    });
    await receiver.traceWith(traceId, ({ service }) => service === 'auth-service');
    await receiver.traceWith(traceId, ({ attributes }) => 'url.full' in attributes);
    expect(receiver.text).toContain('db.query.text');
    for (const secret of [
      agent.token,
      'demo-agent',
      (evaluationRequest() as EvaluationRequest).resource.id,
      'from-a-link',
    ]) {
      expect(receiver.text).not.toContain(secret);
    }
  });

  it('decides at the edge what is traced, whatever the caller says', async () => {
    const traceId = '1af7651916cd43dd8448eb211c80319c';
    await decide(traceId, '00');
    expect(await receiver.traceWith(traceId, isInsert)).not.toStrictEqual([]);
  });

  it('leads from a bucket of its figures, those of several workers joined, to a trace', async () => {
    const answer = await fetch(`${built.installation.url('governance-engine')}/metrics`);
    expect(answer.headers.get('content-type')).toContain('application/openmetrics-text');
    const text = await answer.text();
    const [, traceId = ''] =
      /^http_server_request_duration_seconds_bucket\{[^}]*route="\/api\/v1\/decisions"[^}]*\} \S+ # \{trace_id="([0-9a-f]{32})",span_id="[0-9a-f]{16}"\}/m.exec(
        text,
      ) ?? [];
    expect(receiver.spans.map((span) => span.traceId)).toContain(traceId);
    expect(text.endsWith('# EOF\n')).toBe(true);
  });
});
