import type { RevocationNews } from '@acgs/contracts';
import { readRevocations } from '@acgs/database';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class RevocationsRepository {
  constructor(private readonly database: DataSource) {}

  /** Those after a revision, as many as come at once. */
  after(revision: number): Promise<RevocationNews> {
    return readRevocations(this.database, revision);
  }
}
