import { type ApiBodyOptions, ApiQuery } from '@nestjs/swagger';

type Schema = Extract<ApiBodyOptions, { schema: unknown }>['schema'];

const text = { type: 'string' } as const;
const seconds = { type: 'integer', description: 'Seconds' } as const;

export const TextQuery = (name: string, required: boolean, description: string): MethodDecorator =>
  ApiQuery({ name, required, description, schema: text });

/** RFC 6749, section 2.3, and RFC 7523. */
const CLIENT_FIELDS = {
  client_id: text,
  client_secret: text,
  client_assertion: { ...text, description: 'A JWT that the client has signed (RFC 7523)' },
  client_assertion_type: { ...text, enum: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'] },
};

/** RFC 6749, section 5.2. */
export const OAUTH_ERROR: Schema = {
  type: 'object',
  required: ['error'],
  properties: { error: text, error_description: text },
};

/** What browsers are shown; who does not ask for HTML gets an error as JSON, and where to go on as text. */
export const PAGE = { 'text/html': { schema: text } };
export const FAULT_PAGE = { ...PAGE, 'application/json': { schema: OAUTH_ERROR } };
export const WAY_ON = { ...PAGE, 'text/plain': { schema: text } };

export const TOKEN_FORM: Schema = {
  type: 'object',
  required: ['grant_type'],
  properties: {
    grant_type: { ...text, enum: ['client_credentials', 'authorization_code', 'refresh_token'] },
    ...CLIENT_FIELDS,
    code: text,
    code_verifier: { ...text, description: 'RFC 7636' },
    redirect_uri: text,
    refresh_token: text,
    scope: text,
    resource: { ...text, description: 'RFC 8707' },
  },
};

export const TOKEN_SCHEMA: Schema = {
  type: 'object',
  required: ['access_token', 'token_type', 'expires_in'],
  properties: {
    access_token: text,
    token_type: { ...text, enum: ['Bearer', 'DPoP'] },
    expires_in: seconds,
    scope: text,
    refresh_token: text,
    id_token: text,
  },
};

export const PUSH_FORM: Schema = {
  type: 'object',
  required: ['response_type', 'redirect_uri', 'code_challenge', 'code_challenge_method'],
  properties: {
    ...CLIENT_FIELDS,
    response_type: { ...text, enum: ['code'] },
    redirect_uri: text,
    scope: text,
    state: text,
    code_challenge: text,
    code_challenge_method: { ...text, enum: ['S256'] },
  },
};

export const PUSHED_SCHEMA: Schema = {
  type: 'object',
  required: ['request_uri', 'expires_in'],
  properties: { request_uri: text, expires_in: seconds },
};

export const TOKEN_QUESTION_FORM: Schema = {
  type: 'object',
  required: ['token'],
  properties: { ...CLIENT_FIELDS, token: text, token_type_hint: text },
};

export const INTROSPECTION_SCHEMA: Schema = {
  type: 'object',
  required: ['active'],
  properties: {
    active: { type: 'boolean' },
    sub: text,
    client_id: text,
    scope: text,
    exp: { type: 'integer' },
    iat: { type: 'integer' },
    jti: text,
  },
};
