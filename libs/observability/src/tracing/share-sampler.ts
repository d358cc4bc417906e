import { type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace-node';

/** Takes a share by chance: the trace id, which OpenTelemetry's own goes by, may be chosen by the caller. */
export class ShareSampler implements Sampler {
  constructor(private readonly share: number) {}

  shouldSample(): SamplingResult {
    const decision =
      Math.random() < this.share ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD;
    return { decision };
  }

  toString(): string {
    return `ShareSampler{${String(this.share)}}`;
  }
}
