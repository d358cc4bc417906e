import type { OpenAPIObject } from '@nestjs/swagger';
import { committedText } from '../../tools/openapi/committed-document.js';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { faultText, fuzz } from '../faults/requests/fuzz-run.js';
import { UNLIMITED } from '../faults/requests/unlimited.js';
import { CONSTITUTION, POLICY } from '../faults/decisions-questions.js';
import { type Installation, startInstallation } from '../support/installation.js';

const REQUESTS = 2000;
const SECONDS = 1000;

describe('requests of every form', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await startInstallation({
      services: [
        'constitutional-core',
        'integrity-service',
        'governance-engine',
        'ec-service',
        'api-gateway',
      ],
      env: { ...UNLIMITED, LOG_LEVEL: 'fatal' },
    });
    await installation.call('constitutional-core', 'POST', '/api/v1/constitution/versions', {
      body: CONSTITUTION,
    });
    await installation.call('governance-engine', 'POST', '/api/v1/policies?activate=true', { body: POLICY });
  });

  afterAll(async () => {
    await installation.close();
  });

  it(
    'are answered as the OpenAPI document says, without a failure or a stack trace',
    async () => {
      const document = JSON.parse(committedText(PROJECT_FOLDER)) as OpenAPIObject;
      const tokens = await Promise.all(
        ['admin', 'platform', 'demo-agent', 'auditor'].map((id) => installation.token(id)),
      );
      const { faults, succeeded } = await fuzz({
        origin: installation.url('api-gateway'),
        document,
        tokens: [...tokens, ''],
        seen: [POLICY.id, '1'],
        requests: REQUESTS,
        seed: 1,
      });
      expect(faults.map(faultText)).toStrictEqual([]);
      expect(succeeded.size).toBeGreaterThan(20);
    },
    300 * SECONDS,
  );
});
