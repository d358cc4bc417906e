import { ConstitutionDraftSchema, JsonValueSchema } from '@acgs/contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { z } from 'zod';

/**
 * Documents a draft as body. The service checks it instead of the pipe, so that faults in conditions are told together
 * with those of the shape.
 */
export const DraftBody = (): MethodDecorator =>
  applyDecorators(ApiConsumes('application/json', 'application/yaml'), ApiBody({ schema: draftSchema() }));

/** Part of the document already, through what is answered. */
const COMPONENTS = z.registry<{ id: string }>().add(JsonValueSchema, { id: 'JsonValue' });

/** What may be sent, where defaults can be left out; the component of the same name is what is answered. */
function draftSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ConstitutionDraftSchema, { io: 'input', metadata: COMPONENTS });
  delete schema.$schema;
  delete schema.$defs;
  const text = JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/');
  return JSON.parse(text) as Record<string, unknown>;
}
