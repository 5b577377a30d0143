import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { documentsBusy } from './bulletin.problems.js';
import { RenderBusy } from './documents/render-process.js';

/** What is to be waited before the document is asked for again (seconds). */
export const DOCUMENTS_RETRY_AFTER_S = 5;

@Catch(RenderBusy)
export class DocumentsBusyFilter implements ExceptionFilter<RenderBusy> {
  catch(_: RenderBusy, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    response.status(503).set('Retry-After', String(DOCUMENTS_RETRY_AFTER_S)).json(documentsBusy().getResponse());
  }
}
