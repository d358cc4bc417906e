import { CONSTITUTIONAL_HASH, CONSTITUTIONAL_HASH_HEADER } from '@acgs/constitutional-hash';
import { ProblemSchema } from '@acgs/contracts';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { isGuarded } from './guarded-path.js';
import { jsonSchemaOf } from './json-schema.js';

const VERSION = '1';

/** `/docs` for people and `/docs-json` for programs: OpenAPI 3.1, made from the schemas that also validate. */
export function serveOpenApi(app: NestFastifyApplication, title: string, given?: OpenAPIObject): void {
  SwaggerModule.setup('docs', app, given ?? (() => openApiDocument(app, title)), {
    jsonDocumentUrl: 'docs-json',
    yamlDocumentUrl: 'docs-yaml',
    customSiteTitle: title,
  });
}

/** What the service's own routes take and give. */
export function openApiDocument(app: NestFastifyApplication, title: string): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion(VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt' })
    .addSecurityRequirements('bearer')
    .addGlobalParameters({
      name: CONSTITUTIONAL_HASH_HEADER,
      in: 'header',
      required: true,
      schema: { type: 'string', enum: [CONSTITUTIONAL_HASH] },
    })
    .addGlobalResponse({
      status: 'default',
      standardSchema: ProblemSchema,
      description: 'Problem details (RFC 9457)',
    })
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: (schema, { schemaType }) => jsonSchemaOf(schema, schemaType),
  });
  for (const [path, operations] of Object.entries(document.paths)) {
    if (!isGuarded(path)) forgetHash(operations);
  }
  return document;
}

/** The other routes are the ones that answer without the hash. */
function forgetHash(operations: OpenAPIObject['paths'][string]): void {
  for (const operation of [operations.get, operations.post]) {
    if (operation?.parameters === undefined) continue;
    operation.parameters = operation.parameters.filter(
      (parameter) => !('name' in parameter && parameter.name === CONSTITUTIONAL_HASH_HEADER),
    );
  }
}
