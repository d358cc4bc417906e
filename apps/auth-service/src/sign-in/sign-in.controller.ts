import { Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Form } from '../pages/form.js';
import { type TenantQuery, TenantQuerySchema } from '../pages/link-query.js';
import { sendPage } from '../pages/page.js';
import { PageRoutes } from '../pages/page-routes.decorator.js';
import { SignIn } from './sign-in.js';
import { type SignInForm, SignInFormSchema } from './sign-in-form.js';

@Controller('auth/sign-in')
@PageRoutes()
export class SignInController {
  constructor(private readonly signIn: SignIn) {}

  @Get()
  show(
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    sendPage(reply, this.signIn.show(tenant, request, reply));
  }

  @Post()
  async take(
    @Query({ schema: TenantQuerySchema }) { tenant }: TenantQuery,
    @Form(SignInFormSchema) form: SignInForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.signIn.take(tenant, form, request, reply));
  }
}
