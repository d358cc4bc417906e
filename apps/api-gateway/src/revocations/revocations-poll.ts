import { Revocations } from '@acgs/access';
import { type RevocationNews, REVOCATIONS_AT_ONCE, RevocationsSchema } from '@acgs/contracts';
import { HttpClients, type UpstreamClient } from '@acgs/http-client';
import { BackgroundLoop } from '@acgs/service';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

const POLL_MILLISECONDS = 1000;
const ROUTE = '/api/v1/oauth/revocations';

/**
 * Asks auth-service each second which tokens are revoked. A gateway that gets no answer lets through what the services
 * behind it refuse: they know for themselves.
 */
@Injectable()
export class RevocationsPoll implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly authService: UpstreamClient;
  private readonly loop = new BackgroundLoop(
    async () => ((await this.ask()) ? POLL_MILLISECONDS : 0),
    () => POLL_MILLISECONDS,
  );
  private revision = 0;

  constructor(
    clients: HttpClients,
    private readonly revocations: Revocations,
  ) {
    this.authService = clients.of('auth-service');
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** False when there are more at once. */
  private async ask(): Promise<boolean> {
    const answer = await this.authService.call({
      method: 'GET',
      route: ROUTE,
      query: `after=${String(this.revision)}`,
      callerGone: this.loop.signal,
    });
    if (answer.status !== 200) return true;
    return this.take(RevocationsSchema.parse(answer.json()));
  }

  private take({ revision, revocations }: RevocationNews): boolean {
    this.revocations.add(revocations);
    if (revision < this.revision) {
      this.revision = 0;
      return false;
    }
    const isWhole = revocations.length < REVOCATIONS_AT_ONCE;
    this.revision = isWhole ? revision : (revocations.at(-1)?.revision ?? revision);
    return isWhole;
  }
}
