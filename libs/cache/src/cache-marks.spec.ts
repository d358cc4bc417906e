import { Controller, Delete, Get, Injectable, Module, Post, Query, Scope, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { DatabaseQueryCache, HotEndpointCache } from './cache.decorators.js';
import { CacheKnowledge } from './cache-knowledge.js';
import { CacheMarks } from './cache-marks.js';
import { CachePlans } from './cache-plans.js';
import { TieredCache } from './core/tiered-cache.js';

const ROUTE = { tags: () => ['tag'] };
const METHOD = { methodTags: ['tag'], tenantOf: null };

@Controller('things')
class ThingsController {
  @Get()
  @HotEndpointCache(ROUTE)
  list(): object {
    return {};
  }

  @Get('found')
  @DatabaseQueryCache(ROUTE)
  search(@Query() query: object): object {
    return query;
  }

  @Get('plain')
  plain(): object {
    return {};
  }
}

@Controller('written')
class WritingController {
  @Post()
  @HotEndpointCache(ROUTE)
  write(): object {
    return {};
  }
}

@Controller('deleted')
class DeletingController {
  @Delete()
  @DatabaseQueryCache(ROUTE)
  remove(): object {
    return {};
  }
}

@Controller('decisions')
class DecisionsController {
  @Get(':id')
  @DatabaseQueryCache(ROUTE)
  find(): object {
    return {};
  }
}

@Controller('freezes/active')
class FreezesController {
  @Get()
  @HotEndpointCache(ROUTE)
  list(): object {
    return {};
  }
}

@Controller('agents')
class AgentDecisionsController {
  @Get(['recent', ':id/decisions'])
  @HotEndpointCache(ROUTE)
  list(): object {
    return {};
  }
}

@Controller('methods')
class MethodController {
  @Get()
  @HotEndpointCache(METHOD)
  list(): object {
    return {};
  }
}

@Injectable()
class Things {
  @DatabaseQueryCache(METHOD)
  find(): Promise<null> {
    return Promise.resolve(null);
  }
}

@Injectable()
class RouteLikeThings {
  @DatabaseQueryCache(ROUTE)
  find(): Promise<null> {
    return Promise.resolve(null);
  }
}

@Injectable({ scope: Scope.TRANSIENT })
class PassingThings {
  @DatabaseQueryCache(METHOD)
  find(): Promise<null> {
    return Promise.resolve(null);
  }
}

async function marksOf(controllers: Type[], providers: Type[]): Promise<CacheMarks> {
  @Module({
    imports: [DiscoveryModule],
    controllers,
    providers: [
      ...providers,
      CacheMarks,
      ...[CachePlans, TieredCache, CacheKnowledge].map((provide) => ({ provide, useValue: {} })),
    ],
  })
  class TestModule {}
  return (await NestFactory.createApplicationContext(TestModule, { logger: false })).get(CacheMarks);
}

describe('the marks of cached routes and methods', () => {
  it('are found', async () => {
    const marks = await marksOf([ThingsController], [Things]);
    expect(marks.routes().map(({ name, readsQuery }) => [name, readsQuery])).toStrictEqual([
      ['ThingsController.list', false],
      ['ThingsController.search', true],
    ]);
    expect(marks.methods().map(({ name }) => name)).toStrictEqual(['Things.find']);
  });

  it.each([
    [WritingController, 'WritingController.write is cached, but is no GET.'],
    [DeletingController, 'DeletingController.remove is cached, but is no GET.'],
    [DecisionsController, 'DecisionsController.find is cached, but what it answers must be true now.'],
    [FreezesController, 'FreezesController.list is cached, but what it answers must be true now.'],
    [
      AgentDecisionsController,
      'AgentDecisionsController.list is cached, but what it answers must be true now.',
    ],
    [MethodController, 'MethodController.list is cached like a method, but is a route.'],
  ])('stop the start of a service with a %p', async (controller, message) => {
    const marks = await marksOf([controller], []);
    expect(() => marks.routes()).toThrow(message);
  });

  it.each([
    [RouteLikeThings, 'RouteLikeThings.find is cached like a route, but is none.'],
    [PassingThings, 'PassingThings.find is cached, but its provider is not made once for all.'],
  ])('stop the start of a service with a provider %p', async (provider, message) => {
    const marks = await marksOf([], [provider]);
    expect(() => marks.methods()).toThrow(message);
  });
});
