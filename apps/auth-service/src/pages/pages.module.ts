import { Module } from '@nestjs/common';
import { BrowserMark } from './browser-mark.js';
import { FormTokens } from './form-tokens.js';
import { StylesheetController } from './stylesheet.controller.js';

@Module({
  controllers: [StylesheetController],
  providers: [BrowserMark, FormTokens],
  exports: [BrowserMark, FormTokens],
})
export class PagesModule {}
