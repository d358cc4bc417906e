import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { Sequencer } from './sequencer.js';

@Module({ imports: [KeysModule], providers: [Sequencer] })
export class SequencerModule {}
