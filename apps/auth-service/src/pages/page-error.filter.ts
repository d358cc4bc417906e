import { translateDatabaseError } from '@acgs/database';
import { html } from '@acgs/markup';
import { problemAnswer } from '@acgs/service';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from './page.js';

/** The problems of the API, for people. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = problemAnswer(translateDatabaseError(thrown) ?? thrown, request.id);
    const { status, headers, document } = answer;
    if (status === 500) request.log.error({ err: thrown, requestId: request.id }, 'unexpected error');
    if (reply.sent) return;
    const faults = (document.faults ?? []).map(({ path, message }) => html`<li>${path}: ${message}</li>`);
    const body = html`<p class="fault" role="alert">${document.detail ?? ''}</p>
      ${
        faults.length === 0
          ? null
          : html`<ul>
              ${faults}
            </ul>`
      }
      <p class="hint">Request ${request.id}</p>`;
    sendPage(reply, { title: document.title, body, status, headers });
  }
}
