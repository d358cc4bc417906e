import { Public } from '@acgs/access';
import { WithoutConstitutionalHash } from '@acgs/constitutional-hash';
import { applyDecorators, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageErrorFilter } from './page-error.filter.js';
import { SameOriginGuard } from './same-origin.guard.js';

/** Marks a controller whose routes are for browsers: they can't send the constitutional hash, and show people what went wrong. */
export const PageRoutes = (): ClassDecorator =>
  applyDecorators(
    Public(),
    WithoutConstitutionalHash(),
    ApiExcludeController(),
    UseGuards(SameOriginGuard),
    UseFilters(PageErrorFilter),
  );
