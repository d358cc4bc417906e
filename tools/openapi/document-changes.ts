import type { OpenAPIObject } from '@nestjs/swagger';
import { isDeepStrictEqual } from 'node:util';
import { type NamedOperation, type Operation, operationsOf, type Parameter } from './openapi-types.js';
import { type Direction, SchemaChanges } from './schema-changes.js';

type Content = Readonly<Record<string, { readonly schema?: object }>>;
type OwnParameter = Exclude<Parameter, { $ref: string }>;

/**
 * What of a document breaks callers who were made for another: each change once, as a sentence that names its place.
 * Fields that are added to answers, and routes, break nobody.
 */
export function breakingChanges(before: OpenAPIObject, after: OpenAPIObject): string[] {
  const comparison = new DocumentComparison(before, after);
  return [...new Set(comparison.changes())];
}

class DocumentComparison {
  private readonly found: string[] = [];
  private readonly schemas: Readonly<Record<Direction, SchemaChanges>>;

  constructor(
    private readonly before: OpenAPIObject,
    private readonly after: OpenAPIObject,
  ) {
    const schemas = [before.components?.schemas ?? {}, after.components?.schemas ?? {}] as const;
    this.schemas = {
      request: new SchemaChanges(...schemas, 'request'),
      answer: new SchemaChanges(...schemas, 'answer'),
    };
  }

  changes(): string[] {
    for (const one of operationsOf(this.before)) this.compareOperation(one);
    this.compareSchemes();
    const { request, answer } = this.schemas;
    return [
      ...this.found,
      ...request.found.map((change) => `request ${change}`),
      ...answer.found.map((change) => `answer ${change}`),
    ];
  }

  private compareSchemes(): void {
    const schemes = this.after.components?.securitySchemes ?? {};
    for (const [name, scheme] of Object.entries(this.before.components?.securitySchemes ?? {})) {
      const now = schemes[name];
      if (now === undefined) this.found.push(`security scheme ${name} is gone`);
      else if (!isDeepStrictEqual(spoken(scheme), spoken(now))) {
        this.found.push(`security scheme ${name} is another`);
      }
    }
  }

  private compareOperation({ method, path, operation }: NamedOperation): void {
    const name = `${method.toUpperCase()} ${path}`;
    const now = this.after.paths[path]?.[method];
    if (now === undefined) {
      this.found.push(`${name} is gone`);
      return;
    }
    if (operation.operationId !== now.operationId) this.found.push(`${name} has another operationId`);
    this.compareSecurity(operation, now, name);
    this.compareParameters(operation, now, name);
    this.compareBody(operation, now, name);
    this.compareAnswers(operation, now, name);
  }

  /** Each way in has to stay one. */
  private compareSecurity(before: Operation, after: Operation, name: string): void {
    const old = before.security ?? this.before.security ?? [];
    const now = after.security ?? this.after.security ?? [];
    const isOpen = now.length === 0;
    const ways = old.length === 0 ? [{}] : old;
    if (isOpen) return;
    for (const way of ways) {
      const stays = now.some((other) => isDeepStrictEqual(way, other));
      if (!stays)
        this.found.push(`${name} wants other security than ${Object.keys(way).join(' and ') || 'none'}`);
    }
  }

  private compareParameters(before: Operation, after: Operation, name: string): void {
    const old = parametersOf(before, this.before);
    const now = parametersOf(after, this.after);
    for (const [key, { schema = {} }] of old) {
      const next = now.get(key);
      if (next === undefined) this.found.push(`${name} parameter ${key} is gone`);
      else this.schemas.request.compare(schema, next.schema ?? {}, `${name} parameter ${key}`);
    }
    for (const [key, { required }] of now) {
      if (required === true && old.get(key)?.required !== true) {
        this.found.push(`${name} parameter ${key} is required`);
      }
    }
  }

  private compareBody(before: Operation, after: Operation, name: string): void {
    const [old, now] = [before.requestBody, after.requestBody];
    if (now === undefined) {
      if (old !== undefined) this.found.push(`${name} takes no body`);
      return;
    }
    const isRequired = 'required' in now && now.required;
    if (isRequired && !(old !== undefined && 'required' in old && old.required)) {
      this.found.push(`${name} body is required`);
    }
    if (old !== undefined) this.compareContent(contentOf(old), contentOf(now), 'request', `${name} body`);
  }

  private compareAnswers(before: Operation, after: Operation, name: string): void {
    for (const [status, response] of Object.entries(before.responses)) {
      if (!/^[23]/.test(status) || response === undefined) continue;
      const now = after.responses[status];
      if (now === undefined) this.found.push(`${name} answer ${status} is gone`);
      else this.compareContent(contentOf(response), contentOf(now), 'answer', `${name} ${status}`);
    }
  }

  private compareContent(before: Content, after: Content, direction: Direction, name: string): void {
    for (const [type, { schema = {} }] of Object.entries(before)) {
      const now = after[type];
      if (now === undefined) this.found.push(`${name} as ${type} is gone`);
      else this.schemas[direction].compare(schema, now.schema ?? {}, name);
    }
  }
}

/** Without what is for people alone. */
function spoken(scheme: object): object {
  return { ...scheme, description: undefined };
}

function contentOf(part: object): Content {
  return 'content' in part && part.content !== undefined ? (part.content as Content) : {};
}

/** By place and name; those that the document shares are looked up. */
function parametersOf({ parameters = [] }: Operation, document: OpenAPIObject): Map<string, OwnParameter> {
  const own = parameters.map((parameter) => {
    if (!('$ref' in parameter)) return parameter;
    const shared = document.components?.parameters?.[parameter.$ref.split('/').at(-1) ?? ''];
    if (shared === undefined || '$ref' in shared) throw new Error(`${parameter.$ref} leads nowhere.`);
    return shared;
  });
  return new Map(own.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
}
