import { accessVariables } from '@acgs/access';
import { cacheVariables } from '@acgs/cache';
import { databaseVariables } from '@acgs/database';
import { redisVariables } from '@acgs/redis';
import { serviceVariables } from '@acgs/service';
import { z } from 'zod';

export const ConstitutionalCoreVariables = z.object({
  ...serviceVariables(8001),
  ...databaseVariables,
  ...accessVariables,
  ...redisVariables,
  ...cacheVariables,
});
export type ConstitutionalCoreSettings = z.infer<typeof ConstitutionalCoreVariables>;
