import { Caller, type CallerIdentity, Public, RequirePermission } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { DEFAULT_TENANT } from '@acgs/contracts';
import { parseEntriesPath, parseTilePath } from '@acgs/merkle';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { TileNotFoundError } from './log.errors.js';
import { LogService } from './log.service.js';
import { Tiles } from './tiles.js';

const FOR_EVER = 'public, max-age=31536000, immutable';
const BYTES = 'application/octet-stream';
const OCTETS = { type: 'string', contentMediaType: BYTES };

/** The log as C2SP tlog-tiles has it, for tools of others: they know no constitutional hash. Hashes tell nothing of entries. */
@Controller()
@ApiTags('log')
export class TilesController {
  constructor(
    private readonly log: LogService,
    private readonly tiles: Tiles,
  ) {}

  @Get('checkpoint')
  @Public()
  @WithoutConstitutionalHash()
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-cache')
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' }, description: 'A signed note' })
  @ApiOperation({
    operationId: 'getCheckpoint',
    security: [],
    summary: 'The signed head of the log (C2SP tlog-checkpoint)',
  })
  async checkpoint(): Promise<string> {
    return (await this.log.head(DEFAULT_TENANT)).checkpoint;
  }

  @Get('tile/entries/*')
  @RequirePermission('log:read')
  @Header('Content-Type', BYTES)
  @ApiProduces(BYTES)
  @ApiOperation({
    operationId: 'getEntryBundle',
    summary: '256 entries, or as many as there are (C2SP tlog-tiles)',
  })
  @ApiOkResponse({ schema: OCTETS, description: 'Each entry behind its length' })
  async entries(
    @Param('*') path: string,
    @Caller() { tenant }: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const bundle = parseEntriesPath(`tile/entries/${path}`);
    if (bundle === null) throw new TileNotFoundError();
    const bytes = await this.log.bundle(tenant, bundle.index, bundle.width);
    reply.header('Cache-Control', 'private, max-age=31536000, immutable');
    return bytes;
  }

  @Get('tile/*')
  @Public()
  @WithoutConstitutionalHash()
  @Header('Content-Type', BYTES)
  @ApiProduces(BYTES)
  @ApiOperation({
    operationId: 'getTile',
    security: [],
    summary: '256 hashes of the tree, or as many as there are (C2SP tlog-tiles)',
  })
  @ApiOkResponse({ schema: OCTETS, description: '32 bytes for each hash' })
  async tile(@Param('*') path: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const tile = parseTilePath(`tile/${path}`);
    if (tile === null) throw new TileNotFoundError();
    const bytes = await this.tiles.read(DEFAULT_TENANT, tile.level, tile.index, tile.width);
    reply.header('Cache-Control', FOR_EVER);
    return bytes;
  }
}
