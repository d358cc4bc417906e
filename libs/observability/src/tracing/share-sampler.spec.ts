import { SamplingDecision } from '@opentelemetry/sdk-trace-node';
import { ShareSampler } from './share-sampler.js';

const taken = (share: number, requests: number): number => {
  const sampler = new ShareSampler(share);
  const decisions = Array.from({ length: requests }, () => sampler.shouldSample().decision);
  return decisions.filter((decision) => decision === SamplingDecision.RECORD_AND_SAMPLED).length;
};

describe('ShareSampler', () => {
  it('takes none, some, or all', () => {
    expect([taken(0, 1000), taken(1, 1000)]).toStrictEqual([0, 1000]);
    expect(taken(0.5, 10_000)).toBeGreaterThan(4000);
    expect(taken(0.5, 10_000)).toBeLessThan(6000);
  });
});
