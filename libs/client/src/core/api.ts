import type { components, paths } from './openapi.generated.js';

type Schemas = components['schemas'];

export type ApprovalStatus = Schemas['ApprovalStatus'];
export type Decision = Schemas['Decision'];
export type EvaluationRequest = Schemas['EvaluationRequestInput'];
export type Fault = Schemas['Fault'];
export type Obligation = Schemas['Obligation'];
export type Outcome = Schemas['Outcome'];
export type Problem = Schemas['Problem'];
export type Reason = Schemas['Reason'];
export type Subject = EvaluationRequest['subject'];

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Readonly<Record<M, object>> ? P : never;
}[keyof paths];

type Operation<M extends Method, P extends keyof paths> =
  paths[P] extends Readonly<Record<M, infer Found>> ? Found : never;

type Parameters<Op, In extends 'path' | 'query'> = Op extends {
  readonly parameters: Readonly<Partial<Record<In, infer Found>>>;
}
  ? Exclude<Found, undefined>
  : never;

type JsonBody<Op> = Op extends {
  readonly requestBody?: { readonly content: { readonly 'application/json': infer Found } };
}
  ? Found
  : never;

type Success<Op> = Op extends { readonly responses: infer Answers }
  ? Answers[keyof Answers & (200 | 201 | 202)]
  : never;

type BodyOf<MediaType, Value> = MediaType extends `${string}json`
  ? Value
  : MediaType extends `text/${string}`
    ? string
    : Uint8Array;

/** What the answer has as its body: JSON as its type, text as a string, everything else as bytes, null without one. */
export type AnswerOf<M extends Method, P extends keyof paths> =
  Success<Operation<M, P>> extends { content: infer Content }
    ? { [T in keyof Content]: BodyOf<T, Content[T]> }[keyof Content]
    : null;

/** A member may be left out when all of its own may be. */
type Given<Name extends string, Value> = [Value] extends [never]
  ? Readonly<Partial<Record<Name, never>>>
  : Partial<Value> extends Value
    ? Readonly<Partial<Record<Name, Value>>>
    : Readonly<Record<Name, Value>>;

/** What an operation takes: `path` and `query` parameters, and a `body` that is sent as JSON. */
export type InputOf<M extends Method, P extends keyof paths> = Given<
  'path',
  Parameters<Operation<M, P>, 'path'>
> &
  Given<'query', Parameters<Operation<M, P>, 'query'>> &
  Given<'body', JsonBody<Operation<M, P>>>;
