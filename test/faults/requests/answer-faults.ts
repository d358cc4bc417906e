import { CONSTITUTIONAL_HASH } from '@acgs/constitutional-hash';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FuzzedRequest } from './fuzzed-request.js';

export interface FuzzedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface DocumentedResponse {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

const STACK_TRACE = /\n\s+at |node_modules|\.[jt]s:\d+/;
/** Not yet there, and said so: no failure. */
const PENDING = 'urn:acgs:problem:receipt-pending';

/** Holds each answer against the document. */
export class AnswerFaults {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: true, allErrors: false });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: OpenAPIObject) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ ...document, $id: 'openapi' }, 'openapi', false, false);
  }

  /** Null for an answer that is as the document says; otherwise what is wrong with it. */
  of(
    { operation }: Pick<FuzzedRequest, 'operation'>,
    { status, headers, body }: FuzzedAnswer,
  ): string | null {
    if (STACK_TRACE.test(body)) return 'it shows a stack trace';
    if (status >= 500 && !isPending(status, body)) return 'the service failed';
    if (headers['x-constitutional-hash'] !== CONSTITUTIONAL_HASH) return 'it lacks the constitutional hash';
    const responses = operation.operation.responses as Readonly<Record<string, DocumentedResponse>>;
    const documented = responses[String(status)];
    if (documented === undefined) return 'its status is not in the document';
    return this.contentFault(
      pointerOf(operation.path, operation.method, status),
      this.resolved(documented),
      headers,
      body,
    );
  }

  private contentFault(
    pointer: string,
    {
      pointerInDocument,
      content,
    }: { pointerInDocument: string | null; content: Readonly<Record<string, unknown>> | undefined },
    headers: FuzzedAnswer['headers'],
    body: string,
  ): string | null {
    const type = String(headers['content-type'] ?? '').split(';')[0] ?? '';
    if (content === undefined) return body === '' ? null : 'the document knows of no content';
    if (!(type in content)) return `its content type ${type} is not in the document`;
    if (!/[/+]json$/.test(type)) return null;
    const schema = `${pointerInDocument ?? pointer}/content/${escaped(type)}/schema`;
    const validate = this.validator(schema);
    return validate(JSON.parse(body)) ? null : this.ajv.errorsText(validate.errors);
  }

  private resolved({ $ref, content }: DocumentedResponse): {
    pointerInDocument: string | null;
    content: DocumentedResponse['content'];
  } {
    if ($ref === undefined) return { pointerInDocument: null, content };
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    const response = this.document.components?.responses?.[name] as DocumentedResponse | undefined;
    return { pointerInDocument: $ref.slice(1), content: response?.content };
  }

  private validator(pointer: string): ValidateFunction {
    let validate = this.validators.get(pointer);
    if (validate === undefined) {
      validate = this.ajv.compile({ $ref: `openapi#${pointer}` });
      this.validators.set(pointer, validate);
    }
    return validate;
  }
}

const isPending = (status: number, body: string): boolean => status === 503 && body.includes(PENDING);

const pointerOf = (path: string, method: string, status: number): string =>
  `/paths/${escaped(path)}/${method}/responses/${String(status)}`;

/** RFC 6901, and as a fragment of a URI. */
const escaped = (token: string): string =>
  encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'));
