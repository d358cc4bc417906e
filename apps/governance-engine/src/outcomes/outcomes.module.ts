import { Module } from '@nestjs/common';
import { OutcomesController } from './outcomes.controller.js';
import { OutcomesRepository } from './outcomes.repository.js';
import { OutcomesService } from './outcomes.service.js';

/** How versions of policies do in live traffic. */
@Module({ controllers: [OutcomesController], providers: [OutcomesService, OutcomesRepository] })
export class OutcomesModule {}
