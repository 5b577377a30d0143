import { HttpException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { problem } from '../http/problem.js';
import { FeedService } from '../sources/feed.service.js';
import { ACCESS_POLICY, admittedOf, type AccessPolicy, type Admitted } from './access.decorator.js';
import type { Account, Role } from './account.js';
import { SessionService } from './session.service.js';
import { bearerOf, sessionTokenOf } from './token.js';

const unauthorised = () => problem(401, 'unauthorised', { zh: '请先登录', en: 'sign in first' });
const forbidden = () => problem(403, 'forbidden', { zh: '无权使用此功能', en: 'not allowed for this account' });
const unknownSource = () => problem(401, 'unknown-source', { zh: '来源令牌无效', en: 'the source token is not valid' });
const otherOrigin = () =>
  problem(403, 'other-origin', { zh: '请求来自其他网站', en: 'the request comes from another site' });

/** Enforces the declared policy of every route and socket event; what declares none is denied. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly feeds: FeedService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const policy = this.policyOf(context);
    if (policy === undefined) throw forbidden();
    if (policy.kind === 'public') return true;
    if (context.getType() !== 'http') return this.admitsSocket(context, policy);
    const request = context.switchToHttp().getRequest<Request & Admitted>();
    try {
      if (policy.kind === 'feed') request.feed = await this.feedOf(request);
      else request.account = await this.accountOf(request, policy.roles);
    } catch (error) {
      if (error instanceof HttpException && error.getStatus() === 401)
        context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer');
      throw error;
    }
    return true;
  }

  private policyOf(context: ExecutionContext): AccessPolicy | undefined {
    return this.reflector.getAllAndOverride<AccessPolicy | undefined>(ACCESS_POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
  }

  private async feedOf(request: Request): Promise<Admitted['feed']> {
    const token = bearerOf(request.headers);
    const feed = token === undefined ? undefined : await this.feeds.authenticate(token);
    if (!feed) throw unknownSource();
    return feed;
  }

  private async accountOf(request: Request, roles: readonly Role[] | undefined): Promise<Account> {
    const account = await this.sessions.authenticate(sessionTokenOf(request.headers));
    if (!account) throw unauthorised();
    if (bearerOf(request.headers) === undefined && !isOwnOrigin(request)) throw otherOrigin();
    if (!isAllowed(account, roles)) throw forbidden();
    return account;
  }

  /** The gateway authenticates the connection and keeps the account on it. */
  private admitsSocket(context: ExecutionContext, policy: AccessPolicy): boolean {
    const { account } = admittedOf(context);
    return policy.kind === 'account' && account !== undefined && isAllowed(account, policy.roles);
  }
}

const isAllowed = (account: Account, roles: readonly Role[] | undefined): boolean =>
  roles === undefined || roles.includes(account.role);

/** A browser sends the cookie by itself, so a write with it must come from our own pages. */
function isOwnOrigin({ method, headers }: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method) || headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}
