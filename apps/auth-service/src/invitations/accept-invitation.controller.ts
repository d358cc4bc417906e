import { Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Form } from '../pages/form.js';
import { LinkQuerySchema, type LinkQuery } from '../pages/link-query.js';
import { sendPage } from '../pages/page.js';
import { PageRoutes } from '../pages/page-routes.decorator.js';
import { AcceptInvitation, type AcceptanceForm } from './accept-invitation.js';

const AcceptanceFormSchema = z.strictObject({
  token: z.string(),
  form: z.string(),
  password: z.string(),
  repeated: z.string(),
});

@Controller('auth/invitations')
@PageRoutes()
export class AcceptInvitationController {
  constructor(private readonly acceptance: AcceptInvitation) {}

  @Get('accept')
  async show(
    @Query({ schema: LinkQuerySchema }) { token }: LinkQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.acceptance.show(token));
  }

  @Post('accept')
  async accept(@Form(AcceptanceFormSchema) form: AcceptanceForm, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.acceptance.accept(form));
  }
}
