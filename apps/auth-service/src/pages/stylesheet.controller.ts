import { Controller, Get, Header } from '@nestjs/common';
import { PageRoutes } from './page-routes.decorator.js';
import { STYLESHEET } from './stylesheet.js';

@Controller('auth')
@PageRoutes()
export class StylesheetController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=300')
  stylesheet(): string {
    return STYLESHEET;
  }
}
