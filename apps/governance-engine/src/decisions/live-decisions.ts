import { Injectable } from '@nestjs/common';

/** How many decisions this process was asked for, modulo 2^32, in memory that the threads beside it can read. */
@Injectable()
export class LiveDecisions {
  readonly memory = new SharedArrayBuffer(Uint32Array.BYTES_PER_ELEMENT);
  private readonly count = new Uint32Array(this.memory);

  add(decisions: number): void {
    Atomics.add(this.count, 0, decisions);
  }
}
