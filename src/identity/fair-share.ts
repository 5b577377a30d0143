import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  HttpException,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiTooManyRequestsResponse } from '@nestjs/swagger';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { problem } from '../http/problem.js';
import { Turns } from '../http/turns.js';
import { admittedOf } from './access.decorator.js';

/** Costly requests of one account that are worked on at once; further ones wait for these, not for others'. */
export const SHARE_AT_ONCE = 2;
/** Costly requests of one account that may wait. */
export const SHARE_WAITING = 16;
/** What is to be waited before the next try (seconds). */
const RETRY_AFTER_S = 1;

const tooMany = () =>
  problem(429, 'too-many-at-once', {
    zh: '本账号同时请求过多，请稍候再试',
    en: 'too many requests of this account at once; try again in a moment',
  });

/** No account can keep the others waiting longer than for its share. */
@Injectable()
export class FairShareInterceptor implements NestInterceptor {
  private readonly accounts = new Map<number, { readonly turns: Turns; requests: number }>();

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const account = admittedOf(context).account;
    return account
      ? from(this.inTurn(account.id, context.switchToHttp().getResponse<Response>(), next))
      : next.handle();
  }

  private async inTurn(account: number, response: Response, next: CallHandler<unknown>): Promise<unknown> {
    const share = this.accounts.get(account) ?? {
      turns: new Turns(SHARE_AT_ONCE, SHARE_WAITING, tooMany),
      requests: 0,
    };
    this.accounts.set(account, share);
    share.requests += 1;
    try {
      // Who has gone away meanwhile is not worked for.
      return await share.turns.take(async () => (response.closed ? undefined : lastValueFrom(next.handle())));
    } catch (error) {
      if (error instanceof HttpException && error.getStatus() === 429)
        response.set('Retry-After', String(RETRY_AFTER_S));
      throw error;
    } finally {
      share.requests -= 1;
      if (share.requests === 0) this.accounts.delete(account);
    }
  }
}

/** Of a controller whose answers cost much: each account has its share of it. */
export const FairShare = (): ClassDecorator =>
  applyDecorators(
    UseInterceptors(FairShareInterceptor),
    ApiTooManyRequestsResponse({ description: '`too-many-at-once`，附 with Retry-After' }),
  );
