import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { OutboxMetrics } from './outbox-metrics.js';
import { Sequencer } from './sequencer.js';

@Module({ imports: [KeysModule], providers: [Sequencer, OutboxMetrics] })
export class SequencerModule {}
