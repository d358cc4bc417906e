import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Form } from '../pages/form.js';
import { type LinkQuery, LinkQuerySchema, type TenantQuery, TenantQuerySchema } from '../pages/link-query.js';
import { PageRoutes } from '../pages/page-routes.decorator.js';
import { sendPage } from '../pages/page.js';
import { type ForgottenForm, PasswordResets, type ResetForm } from './password-resets.js';

const ForgottenFormSchema = z.strictObject({ form: z.string(), email: z.string().max(254) });
const ResetFormSchema = z.strictObject({
  token: z.string(),
  form: z.string(),
  password: z.string(),
  repeated: z.string(),
});

@Controller('auth/password')
@PageRoutes()
export class PasswordResetsController {
  constructor(private readonly resets: PasswordResets) {}

  @Get('forgotten')
  ask(
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    sendPage(reply, this.resets.ask(tenant, request, reply));
  }

  @Post('forgotten')
  async take(
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Form(ForgottenFormSchema) form: ForgottenForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.resets.take(tenant, form, request));
  }

  @Get('reset')
  async show(
    @Query({ schema: LinkQuerySchema }) { token }: LinkQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.resets.show(token));
  }

  @Post('reset')
  async reset(@Form(ResetFormSchema) form: ResetForm, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.resets.reset(form));
  }
}
