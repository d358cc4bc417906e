import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import {
  type EvolutionRun,
  type EvolutionRunDraft,
  EvolutionRunDraftSchema,
  type EvolutionRunPage,
  type EvolutionRunPageQuery,
  EvolutionRunPageQuerySchema,
  EvolutionRunPageSchema,
  type EvolutionRunParameters,
  EvolutionRunParametersSchema,
  EvolutionRunSchema,
} from '@acgs/contracts';
import { pageFrom } from '@acgs/database';
import { type Deadline, RequestDeadline } from '@acgs/http-client';
import { sendEvents } from '@acgs/service';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { RunEvents } from './run-events.js';
import { runView } from './run-view.js';
import { RunsService } from './runs.service.js';

@Controller('evolution/runs')
@ApiTags('evolution')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly progress: RunEvents,
  ) {}

  @Post()
  @RequirePermission('evolution:run')
  @ApiOperation({
    operationId: 'startEvolutionRun',
    summary: 'Search for better settings of a policy, on labelled decisions',
    description: 'Evidence and rules are frozen as they are now. One run on a policy at a time.',
  })
  @ApiCreatedResponse({ standardSchema: EvolutionRunSchema, description: '`Location` names it' })
  async start(
    @Body({ schema: EvolutionRunDraftSchema }) draft: EvolutionRunDraft,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvolutionRun> {
    const run = await this.runs.start(draft, caller, deadline);
    void reply.header('Location', `/api/v1/evolution/runs/${run.id}`);
    return runView(run);
  }

  @Get()
  @RequirePermission('evolution:read')
  @ApiOperation({ operationId: 'listEvolutionRuns', summary: 'Runs, newest first' })
  @ApiOkResponse({ standardSchema: EvolutionRunPageSchema })
  async list(
    @Query({ schema: EvolutionRunPageQuerySchema }) query: EvolutionRunPageQuery,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionRunPage> {
    return pageFrom(await this.runs.list(query, caller), query.limit, runView, ({ id }) => id);
  }

  @Get(':runId')
  @RequirePermission('evolution:read')
  @ApiOperation({ operationId: 'getEvolutionRun', summary: 'How far a run has come' })
  @ApiOkResponse({ standardSchema: EvolutionRunSchema })
  async find(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<EvolutionRun> {
    return runView(await this.runs.find(runId, caller, deadline));
  }

  @Get(':runId/events')
  @RequirePermission('evolution:read')
  @ApiOperation({
    operationId: 'followEvolutionRun',
    summary: 'Each generation as a server-sent event, until the run is over',
    description:
      '`generation` has the front and its hypervolume, `status` the whole run. With `Last-Event-ID` the generations ' +
      'after that one alone.',
  })
  @ApiOkResponse({ description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' } } } })
  events(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Headers('last-event-id') last: string | undefined,
    @Caller() { tenant }: CallerIdentity,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return sendEvents(reply, this.progress.of(tenant, runId, generationOf(last)));
  }

  @Post(':runId/pause')
  @HttpCode(200)
  @RequirePermission('evolution:run')
  @ApiOperation({ operationId: 'pauseEvolutionRun', summary: 'Rest after the generation under way' })
  @ApiOkResponse({ standardSchema: EvolutionRunSchema })
  async pause(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionRun> {
    return runView(await this.runs.pause(runId, caller));
  }

  @Post(':runId/resume')
  @HttpCode(200)
  @RequirePermission('evolution:run')
  @ApiOperation({ operationId: 'resumeEvolutionRun', summary: 'Go on, to the same end as without the rest' })
  @ApiOkResponse({ standardSchema: EvolutionRunSchema })
  async resume(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionRun> {
    return runView(await this.runs.resume(runId, caller));
  }

  @Post(':runId/cancellation')
  @HttpCode(200)
  @RequirePermission('evolution:run')
  @ApiOperation({ operationId: 'cancelEvolutionRun', summary: 'End it; what it has found stays to be read' })
  @ApiOkResponse({ standardSchema: EvolutionRunSchema })
  async cancel(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
  ): Promise<EvolutionRun> {
    return runView(await this.runs.cancel(runId, caller));
  }

  @Post(':runId/replay')
  @HttpCode(200)
  @RequirePermission('evolution:run')
  @ApiOperation({
    operationId: 'replayEvolutionRun',
    summary: 'Score the front of a complete run by the rules in force now',
  })
  @ApiOkResponse({ standardSchema: EvolutionRunSchema })
  async replay(
    @Param({ schema: EvolutionRunParametersSchema }) { runId }: EvolutionRunParameters,
    @Caller() caller: CallerIdentity,
    @RequestDeadline() deadline: Deadline,
  ): Promise<EvolutionRun> {
    return runView(await this.runs.replay(runId, caller, deadline));
  }
}

/** Of what browsers send when they connect anew; all from the beginning for anything else. */
const generationOf = (id: string | undefined): number =>
  id !== undefined && /^[0-9]{1,6}$/.test(id) ? Number(id) : 0;
