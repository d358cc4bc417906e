import { Caller, type CallerIdentity, RequirePermission } from '@acgs/access';
import { ConstitutionalDataCache, HotEndpointCache } from '@acgs/cache';
import {
  type ConstitutionDiff,
  ConstitutionDiffSchema,
  type ConstitutionPage,
  type ConstitutionPageQuery,
  ConstitutionPageQuerySchema,
  ConstitutionPageSchema,
  type ConstitutionValidation,
  ConstitutionValidationSchema,
  type ConstitutionVersion,
  ConstitutionVersionSchema,
  VersionParameterSchema,
} from '@acgs/contracts';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CHECKED_EACH_TIME, NEVER_CHANGES, unlessKnown } from './conditional-reply.js';
import { Conditional } from './conditional.decorator.js';
import { CONSTITUTION_TAG } from './constitution.repository.js';
import { ConstitutionService } from './constitution.service.js';
import { DraftBody } from './draft-body.decorator.js';
import { tagOfDiff, tagOfVersion } from './entity-tag.js';

const OF_THE_CONSTITUTION = { tags: () => [CONSTITUTION_TAG], sharedBy: 'tenant' } as const;

const VersionPathSchema = z.strictObject({ version: VersionParameterSchema });
const DiffPathSchema = z.strictObject({ from: VersionParameterSchema, to: VersionParameterSchema });

@Controller('constitution')
@ApiTags('constitution')
@RequirePermission('constitution:read')
export class ConstitutionController {
  constructor(private readonly constitutions: ConstitutionService) {}

  @Get()
  @HotEndpointCache({ ...OF_THE_CONSTITUTION, staleSeconds: 30 })
  @ApiOperation({ operationId: 'getConstitution', summary: 'The constitution in force' })
  @ApiOkResponse({ standardSchema: ConstitutionVersionSchema })
  @Conditional()
  async inForce(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConstitutionVersion | undefined> {
    const summary = await this.constitutions.inForce();
    return unlessKnown(known, reply, {
      tag: tagOfVersion(summary),
      cacheControl: CHECKED_EACH_TIME,
      body: () => this.constitutions.version(summary.version),
    });
  }

  @Get('versions')
  @ConstitutionalDataCache(OF_THE_CONSTITUTION)
  @ApiOperation({ operationId: 'listConstitutionVersions', summary: 'All versions, newest first' })
  @ApiOkResponse({ standardSchema: ConstitutionPageSchema })
  versions(
    @Query({ schema: ConstitutionPageQuerySchema }) query: ConstitutionPageQuery,
  ): Promise<ConstitutionPage> {
    return this.constitutions.page(query);
  }

  @Get('versions/:version')
  @ConstitutionalDataCache({ ...OF_THE_CONSTITUTION, negative: true })
  @ApiOperation({ operationId: 'getConstitutionVersion', summary: 'One version' })
  @ApiOkResponse({ standardSchema: ConstitutionVersionSchema })
  @Conditional()
  async version(
    @Param({ schema: VersionPathSchema }) { version }: z.infer<typeof VersionPathSchema>,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConstitutionVersion | undefined> {
    const summary = await this.constitutions.summary(version);
    return unlessKnown(known, reply, {
      tag: tagOfVersion(summary),
      cacheControl: NEVER_CHANGES,
      body: () => this.constitutions.version(version),
    });
  }

  @Get('versions/:from/diff/:to')
  @ConstitutionalDataCache(OF_THE_CONSTITUTION)
  @ApiOperation({
    operationId: 'diffConstitutionVersions',
    summary: 'What changed from one version to another',
  })
  @ApiOkResponse({ standardSchema: ConstitutionDiffSchema })
  @Conditional()
  async diff(
    @Param({ schema: DiffPathSchema }) { from, to }: z.infer<typeof DiffPathSchema>,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConstitutionDiff | undefined> {
    const before = await this.constitutions.summary(from);
    const after = await this.constitutions.summary(to);
    return unlessKnown(known, reply, {
      tag: tagOfDiff(before, after),
      cacheControl: NEVER_CHANGES,
      body: () => this.constitutions.diff(from, to),
    });
  }

  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ operationId: 'validateConstitution', summary: 'Every fault of a draft; nothing is kept' })
  @ApiOkResponse({ standardSchema: ConstitutionValidationSchema })
  @DraftBody()
  validate(@Body() body: unknown): Promise<ConstitutionValidation> {
    return this.constitutions.validate(body);
  }

  @Post('versions')
  @RequirePermission('constitution:ratify')
  @ApiOperation({
    operationId: 'ratifyConstitution',
    summary: 'Ratifies a draft as the next version',
    description:
      'A draft equal to the constitution in force makes no version: the one in force is answered with 200.',
  })
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: '`ETag` of the version that must be in force',
  })
  @ApiCreatedResponse({
    standardSchema: ConstitutionVersionSchema,
    description: '`Location` names the version',
  })
  @ApiOkResponse({ standardSchema: ConstitutionVersionSchema, description: 'The draft is in force already' })
  @DraftBody()
  async ratify(
    @Body() body: unknown,
    @Headers('if-match') expected: string | undefined,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConstitutionVersion> {
    const { version, created } = await this.constitutions.ratify(body, expected, caller);
    void reply
      .code(created ? 201 : 200)
      .headers({ ETag: tagOfVersion(version), Location: `/api/v1/constitution/versions/${version.version}` });
    return version;
  }
}
