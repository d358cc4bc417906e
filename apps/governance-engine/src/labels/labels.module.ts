import { Module } from '@nestjs/common';
import { LabelsController } from './labels.controller.js';
import { LabelsRepository } from './labels.repository.js';
import { LabelsService } from './labels.service.js';

/** What the right outcomes of recorded decisions would have been. */
@Module({ controllers: [LabelsController], providers: [LabelsService, LabelsRepository] })
export class LabelsModule {}
