import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { LogModule } from '../log/log.module.js';
import { CosignaturesRepository } from './cosignatures.repository.js';
import { WitnessesController } from './witnesses.controller.js';
import { WitnessesService } from './witnesses.service.js';

@Module({
  imports: [KeysModule, LogModule],
  controllers: [WitnessesController],
  providers: [WitnessesService, CosignaturesRepository],
})
export class WitnessesModule {}
