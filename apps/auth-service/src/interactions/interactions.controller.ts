import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Form } from '../pages/form.js';
import { sendPage } from '../pages/page.js';
import { PageRoutes } from '../pages/page-routes.decorator.js';
import { type InteractionForm, InteractionFormSchema } from './interaction-form.js';
import { InteractionPages } from './interaction-pages.js';

/** Where the authorization endpoint sends people. Which interaction it is, a cookie tells. */
@Controller('auth/interactions')
@PageRoutes()
export class InteractionsController {
  constructor(private readonly pages: InteractionPages) {}

  @Get(':uid')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.pages.show(request, reply));
  }

  @Post(':uid')
  async take(
    @Form(InteractionFormSchema) form: InteractionForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = await this.pages.take(form, request, reply);
    if (page !== null) sendPage(reply, page);
  }
}
