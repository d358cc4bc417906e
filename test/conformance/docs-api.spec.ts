import { PROBLEMS, ROLE_PERMISSIONS } from '@acgs/contracts';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UPSTREAM_ROUTES } from '../../apps/api-gateway/src/proxy/upstream-routes.js';
import {
  ACCESS_RULE,
  type AccessRule,
  AUTHENTICATED,
  PUBLIC,
} from '../../libs/access/src/access.decorators.js';
import { codesIn, pageText, plain, sectionOf, tableRows } from './docs-pages.js';

const PAGE = pageText('docs/api.md');
const ROOT = join(import.meta.dirname, '..', '..');
/** Those without the global prefix. */
const BARE = /^\/(health|metrics|access|\.well-known)(\/|$)/;

type Handler = (...parts: never[]) => unknown;
type ControllerClass = new (...parts: never[]) => object;

/** Every `*.controller.ts` below the folders. */
async function controllersOf(...folders: string[]): Promise<ControllerClass[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.controller.ts'))
      .map((file) => join(ROOT, folder, file)),
  );
  const controllers: ControllerClass[] = [];
  for (const file of files) {
    const exports = (await import(file)) as Record<string, unknown>;
    controllers.push(...Object.values(exports).filter(isController));
  }
  return controllers;
}

const isController = (value: unknown): value is ControllerClass =>
  typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value);

/** As a row of the page: method, path, who may call. */
function routesOf(controller: ControllerClass): string[][] {
  const prototype = controller.prototype as Record<string, Handler>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (handler === undefined || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
      Reflect.getMetadata(ACCESS_RULE, controller)) as AccessRule;
    const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
    return paths.map((path) => [method, addressOf(prefix, path), nameOf(rule)]);
  });
}

function addressOf(prefix: string, path: string): string {
  const address = `/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');
  return BARE.test(address) ? address : `/api/v1${address}`;
}

function nameOf(rule: AccessRule): string {
  if (rule === PUBLIC) return 'public';
  return rule === AUTHENTICATED ? 'any token' : rule;
}

const documented = (heading: string): string[][] =>
  tableRows(sectionOf(PAGE, heading))
    .map((row) => [plain(row.method), plain(row.path), plain(row.permission)])
    .sort();

describe('docs/api.md', () => {
  it.each([
    ['constitutional-core', ['apps/constitutional-core/src']],
    ['governance-engine', ['apps/governance-engine/src']],
    ['integrity-service', ['apps/integrity-service/src']],
    ['ec-service', ['apps/ec-service/src']],
    ['auth-service', ['apps/auth-service/src']],
    ['Services with a database', ['libs/database']],
    ['Asked of all services', ['apps/api-gateway/src/operations']],
    ['Several requests in one', ['apps/api-gateway/src/batch']],
    ['Services with a cache', ['libs/cache']],
    ['Every service', ['libs/health', 'libs/observability']],
  ])('lists the routes of %s and who may call them', async (heading, folders) => {
    const routes = (await controllersOf(...folders)).flatMap(routesOf).sort();
    expect(routes.length).toBeGreaterThan(0);
    expect(documented(heading)).toStrictEqual(routes);
  });

  it('has a part for every lib with routes', async () => {
    const libs = ['cache', 'database', 'health', 'observability'].map((lib) => `libs/${lib}`);
    expect(await controllersOf('libs')).toStrictEqual(await controllersOf(...libs));
  });

  it('has a part for every service', () => {
    const services = readdirSync(join(ROOT, 'apps'));
    expect(services.filter((name) => !PAGE.includes(`\n### ${name}\n`))).toStrictEqual([]);
  });

  it('lists where the gateway leads', () => {
    const asks = {
      authenticated: 'hash and token',
      authzen: 'token, and the hash unless it is added',
      open: 'hash',
      bare: 'nothing',
    };
    const routes = UPSTREAM_ROUTES.map(({ path, below, upstream, entrance }) => [
      below ? `${path} and below` : path,
      upstream,
      asks[entrance],
    ]);
    const rows = tableRows(sectionOf(PAGE, 'api-gateway'));
    expect(rows.map((row) => [plain(row.path), plain(row.to), row['asks for']])).toStrictEqual(routes);
  });

  it('lists every problem with its status', () => {
    const rows = tableRows(sectionOf(PAGE, 'Problems')).map((row) => [plain(row.name), Number(row.status)]);
    expect(rows).toStrictEqual(Object.entries(PROBLEMS).map(([name, { status }]) => [name, status]));
  });

  it('lists what each role may do', () => {
    const rows = tableRows(sectionOf(PAGE, 'Who may do what'));
    expect(Object.fromEntries(rows.map((row) => [plain(row.role), codesIn(row.permissions)]))).toStrictEqual(
      ROLE_PERMISSIONS,
    );
  });
});
