import type { LabelledDecision } from '@acgs/contracts';
import { Deadline } from '@acgs/http-client';
import { FrozenEvidence } from './frozen-evidence.js';
import { EvidenceTooLargeError } from './run.errors.js';

const MEBIBYTE = 1024 * 1024;
const PERIOD = { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', heldOutShare: 0.3 };

const decision = (bytes: number): LabelledDecision => ({
  decisionId: '01890000-0000-7000-8000-000000000000',
  decidedAt: '2026-01-02T00:00:00.000Z',
  request: {
    subject: { type: 'agent', id: 'a', properties: {} },
    action: { name: 'write', properties: { text: 'x'.repeat(bytes) } },
    resource: { type: 'file', id: 'r', properties: {} },
    context: {},
  },
  outcome: 'allow',
  approved: false,
  erased: false,
  label: 'allow',
  labels: [],
});

describe('FrozenEvidence', () => {
  it('reads no more than threads can hold', async () => {
    let pages = 0;
    async function* labelled(): AsyncGenerator<LabelledDecision[]> {
      for (;;) {
        pages++;
        yield await Promise.resolve([decision(8 * MEBIBYTE)]);
      }
    }
    const evidence = new FrozenEvidence({ labelled }, { EVOLUTION_EVIDENCE_MAX: 20_000 });
    await expect(evidence.gather('default', PERIOD, Deadline.NEVER)).rejects.toThrow(
      expect.objectContaining({
        constructor: EvidenceTooLargeError,
        problem: 'evidence-unusable',
        message: expect.stringContaining('64 MiB') as string,
      }) as Error,
    );
    expect(pages).toBe(8);
  });
});
