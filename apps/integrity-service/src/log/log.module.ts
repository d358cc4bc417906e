import { Module } from '@nestjs/common';
import { LogController } from './log.controller.js';
import { LogRepository } from './log.repository.js';
import { LogService } from './log.service.js';
import { Tiles } from './tiles.js';
import { TilesController } from './tiles.controller.js';
import { TreeHeads } from './tree-heads.js';

@Module({
  controllers: [LogController, TilesController],
  providers: [LogService, LogRepository, Tiles, TreeHeads],
  exports: [LogRepository, Tiles],
})
export class LogModule {}
