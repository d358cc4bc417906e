import { Authenticated } from '@acgs/access';
import { type CanonicalForm, CanonicalFormSchema } from '@acgs/contracts';
import { canonicalJson, NoJsonFormError } from '@acgs/merkle';
import { ValidationFailedError } from '@acgs/service';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import { z } from 'zod';

const AnyJsonSchema = z.unknown().meta({ id: 'AnyJson' });

@Controller('integrity/hash')
@ApiTags('integrity')
export class HashingController {
  @Post()
  @HttpCode(200)
  @Authenticated()
  @ApiOperation({
    operationId: 'hashJson',
    summary: 'Canonical form (RFC 8785) and digest (SHA-256) of a JSON',
  })
  @ApiOkResponse({ standardSchema: CanonicalFormSchema })
  hash(@Body({ schema: AnyJsonSchema }) body: unknown): CanonicalForm {
    try {
      const canonical = canonicalJson(body);
      return { canonical, digest: createHash('sha256').update(canonical, 'utf8').digest('hex') };
    } catch (error) {
      if (error instanceof NoJsonFormError)
        throw new ValidationFailedError([{ path: '', message: error.message }]);
      throw error;
    }
  }
}
