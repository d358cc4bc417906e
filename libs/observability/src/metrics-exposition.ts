import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';

/** What `/metrics` says: the figures of this process, unless they are taken from elsewhere. */
@Injectable()
export class MetricsExposition {
  private elsewhere: (() => Promise<string>) | null = null;

  constructor(private readonly registry: Registry) {}

  get contentType(): string {
    return this.registry.contentType;
  }

  /** From a source whose empty answer means that it is gone. */
  takeFrom(source: () => Promise<string>): void {
    this.elsewhere = source;
  }

  async text(): Promise<string> {
    return ((await this.elsewhere?.()) ?? '') || (await this.registry.metrics());
  }
}
