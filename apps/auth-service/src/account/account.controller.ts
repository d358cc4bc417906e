import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Form } from '../pages/form.js';
import { sendPage } from '../pages/page.js';
import { PageRoutes } from '../pages/page-routes.decorator.js';
import {
  type AccountForm,
  AccountFormSchema,
  type PasswordChangeForm,
  PasswordChangeFormSchema,
  type SecondFactorForm,
  SecondFactorFormSchema,
} from './account-forms.js';
import { AccountService } from './account.service.js';

@Controller('auth/account')
@PageRoutes()
export class AccountController {
  constructor(private readonly account: AccountService) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.account.show(request));
  }

  @Post()
  async take(
    @Form(AccountFormSchema) form: AccountForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.account.take(form, request, reply));
  }

  @Get('password')
  async showPassword(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.account.showPassword(request));
  }

  @Post('password')
  async changePassword(
    @Form(PasswordChangeFormSchema) form: PasswordChangeForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.account.changePassword(form, request));
  }

  @Get('second-factor')
  async showSecondFactor(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPage(reply, await this.account.showSecondFactor(request));
  }

  @Post('second-factor')
  async takeSecondFactor(
    @Form(SecondFactorFormSchema) form: SecondFactorForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPage(reply, await this.account.takeSecondFactor(form, request));
  }
}
