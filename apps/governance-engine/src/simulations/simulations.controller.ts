import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type FlipBreakdown,
  type FlipBreakdownQuery,
  FlipBreakdownQuerySchema,
  FlipBreakdownSchema,
  type Simulation,
  type SimulationDraft,
  SimulationDraftSchema,
  type SimulationFlipPage,
  SimulationFlipPageSchema,
  type SimulationFlipQuery,
  SimulationFlipQuerySchema,
  type SimulationPage,
  type SimulationPageQuery,
  SimulationPageQuerySchema,
  SimulationPageSchema,
  type SimulationParameters,
  SimulationParametersSchema,
  SimulationSchema,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { sendEvents } from '@acgs/service';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { SimulationEvents } from './simulation-events.js';
import { SimulationsService } from './simulations.service.js';

@Controller('simulations')
@ApiTags('simulations')
export class SimulationsController {
  constructor(
    private readonly simulations: SimulationsService,
    private readonly progress: SimulationEvents,
  ) {}

  @Post()
  @RequirePermission('simulations:run')
  @ApiOperation({
    operationId: 'createSimulation',
    summary: 'Replay what was recorded under other rules, without touching anything',
  })
  @ApiCreatedResponse({ standardSchema: SimulationSchema, description: '`Location` names it' })
  async create(
    @Body({ schema: SimulationDraftSchema }) draft: SimulationDraft,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Simulation> {
    const simulation = await this.simulations.create(draft, caller, deadline);
    void reply.header('Location', `/api/v1/simulations/${simulation.simulationId}`);
    return simulation;
  }

  @Get()
  @RequirePermission('simulations:read')
  @ApiOperation({ operationId: 'listSimulations', summary: 'Simulations, newest first' })
  @ApiOkResponse({ standardSchema: SimulationPageSchema })
  async list(
    @Query({ schema: SimulationPageQuerySchema }) query: SimulationPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SimulationPage> {
    const rows = await this.simulations.list(query, caller);
    return pageFrom(
      rows,
      query.limit,
      (simulation) => simulation,
      ({ simulationId }) => simulationId,
    );
  }

  @Get(':simulationId')
  @RequirePermission('simulations:read')
  @ApiOperation({ operationId: 'getSimulation', summary: 'How far it has come, and what it has found' })
  @ApiOkResponse({ standardSchema: SimulationSchema })
  find(
    @Param({ schema: SimulationParametersSchema }) { simulationId }: SimulationParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Simulation> {
    return this.simulations.find(simulationId, caller);
  }

  @Get(':simulationId/flips')
  @RequirePermission('simulations:read')
  @ApiOperation({
    operationId: 'listSimulationFlips',
    summary: 'Every outcome that is another one, with the reasons of both sides',
  })
  @ApiOkResponse({ standardSchema: SimulationFlipPageSchema })
  async flips(
    @Param({ schema: SimulationParametersSchema }) { simulationId }: SimulationParameters,
    @Query({ schema: SimulationFlipQuerySchema }) query: SimulationFlipQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<SimulationFlipPage> {
    const rows = await this.simulations.flips(simulationId, query, caller);
    return pageFrom(
      rows,
      query.limit,
      (flip) => flip,
      ({ number }) => String(number),
    );
  }

  @Get(':simulationId/breakdown')
  @RequirePermission('simulations:read')
  @ApiOperation({
    operationId: 'countSimulationFlips',
    summary: 'Whom, what and by which rule the flips concern most',
  })
  @ApiOkResponse({ standardSchema: FlipBreakdownSchema })
  breakdown(
    @Param({ schema: SimulationParametersSchema }) { simulationId }: SimulationParameters,
    @Query({ schema: FlipBreakdownQuerySchema }) { by }: FlipBreakdownQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<FlipBreakdown> {
    return this.simulations.breakdown(simulationId, by, caller);
  }

  @Get(':simulationId/events')
  @RequirePermission('simulations:read')
  @ApiOperation({
    operationId: 'followSimulation',
    summary: 'Its progress as server-sent events, until it ends',
    description:
      'Each event has the whole simulation as its data: `progress` when it has come further, `end` at last.',
  })
  @ApiOkResponse({ description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  events(
    @Param({ schema: SimulationParametersSchema }) { simulationId }: SimulationParameters,
    @Caller() caller: CallerIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return sendEvents(reply, this.progress.of(simulationId, caller));
  }

  @Post(':simulationId/cancellation')
  @HttpCode(200)
  @RequirePermission('simulations:run')
  @ApiOperation({ operationId: 'cancelSimulation', summary: 'End it now; what it has found stays' })
  @ApiOkResponse({ standardSchema: SimulationSchema })
  cancel(
    @Param({ schema: SimulationParametersSchema }) { simulationId }: SimulationParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<Simulation> {
    return this.simulations.cancel(simulationId, caller);
  }
}
