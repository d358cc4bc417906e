import { Injectable } from '@nestjs/common';

/** Turned off when the service begins to drain, so that an orchestrator sends it nothing more. */
@Injectable()
export class Readiness {
  private draining = false;

  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }
}
