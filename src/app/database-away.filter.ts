import { type ArgumentsHost, Catch, HttpException, Logger, NotFoundException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { Response } from 'express';
import { isDatabaseAway } from '../database/database-away.js';
import { problem } from '../http/problem.js';
import { TryLater } from '../supervision/try-later.js';

/** What is to be waited before the same is asked again (seconds). */
export const AWAY_RETRY_AFTER_S = 1;

const away = () =>
  problem(503, 'database-away', { zh: '数据库暂时不可用，请稍后重试', en: 'the database is away, try again later' });
const busy = () => problem(503, 'busy', { zh: '暂时无法处理，请稍后重试', en: 'not possible now, try again later' });
const noRoute = () => problem(404, 'not-found', { zh: '没有这个地址', en: 'no such address' });
const internal = () => problem(500, 'internal', { zh: '服务器内部错误', en: 'internal error of the server' });

/** The last word on every error of a route: what may succeed later is 503, anything unforeseen 500 without details. */
@Catch()
export class DatabaseAwayFilter extends BaseExceptionFilter {
  private readonly log = new Logger('http');

  override catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') return super.catch(error, host);
    if (isUnknownRoute(error)) return super.catch(noRoute(), host);
    if (isAnswer(error)) return super.catch(error, host);
    const later = error instanceof TryLater ? busy() : isDatabaseAway(error) ? away() : undefined;
    if (later) {
      this.log.warn(`稍后重试 / try again later: ${String(error)}`);
      const response = host.switchToHttp().getResponse<Response>();
      if (!response.headersSent) response.setHeader('Retry-After', String(AWAY_RETRY_AFTER_S));
      return super.catch(later, host);
    }
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    super.catch(internal(), host);
  }
}

/** What the router itself says where no route matches. */
const isUnknownRoute = (error: unknown): boolean =>
  error instanceof NotFoundException && (error.getResponse() as { code?: unknown }).code === undefined;

/** Meant for the client: an answer of ours, or what Express finds wrong with a request. */
function isAnswer(error: unknown): boolean {
  if (error instanceof HttpException) return true;
  const { expose, statusCode } = (error ?? {}) as { expose?: unknown; statusCode?: unknown };
  return typeof expose === 'boolean' && typeof statusCode === 'number' && statusCode < 500;
}
