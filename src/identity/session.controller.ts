import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import { problem } from '../http/problem.js';
import type { Settings } from '../settings/settings.js';
import { SETTINGS } from '../settings/settings.token.js';
import { Public, SignedIn, Who } from './access.decorator.js';
import type { Account } from './account.js';
import { LOCK_MINUTES } from './account.repository.js';
import { readSignIn, SessionView, SignedInView, SignInRequest, userView } from './session.dto.js';
import { ABSOLUTE_HOURS } from './session.repository.js';
import { SessionService } from './session.service.js';
import { SESSION_COOKIE, sessionTokenOf } from './token.js';

const wrong = () => problem(401, 'wrong-credentials', { zh: '用户名或密码不正确', en: 'wrong username or password' });
const locked = () =>
  problem(429, 'too-many-attempts', {
    zh: `尝试次数过多，请 ${LOCK_MINUTES} 分钟后再试`,
    en: `too many attempts, try again in ${LOCK_MINUTES} minutes`,
  });

const busy = () =>
  problem(429, 'too-many-sign-ins', {
    zh: '同时登录的人过多，请稍后再试',
    en: 'too many are signing in at once, try again in a moment',
  });
/** What somebody is told to wait when too many sign in at once (seconds). */
const BUSY_RETRY_S = 2;

@ApiTags('登录 session')
@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'production'>,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  @ApiOperation({
    summary: '登录 / sign in',
    description: '浏览器同时得到 HttpOnly Cookie / a browser also gets a cookie',
  })
  @ApiBody({ type: SignInRequest })
  @ApiOkResponse({ type: SignedInView })
  async signIn(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedInView> {
    const { username, password } = readSignIn(body);
    const outcome = await this.sessions.signIn(username, password, request.ip ?? '');
    if (outcome.result === 'locked') {
      response.setHeader('Retry-After', String(LOCK_MINUTES * 60));
      throw locked();
    }
    if (outcome.result === 'busy') {
      response.setHeader('Retry-After', String(BUSY_RETRY_S));
      throw busy();
    }
    if (outcome.result === 'wrong') throw wrong();
    response.setHeader('Cache-Control', 'no-store');
    response.cookie(SESSION_COOKIE, outcome.token, { ...this.cookie(request), maxAge: ABSOLUTE_HOURS * 3_600_000 });
    return { token: outcome.token, user: userView(outcome.account) };
  }

  @Get()
  @SignedIn()
  @ApiOperation({ summary: '当前用户 / who is signed in' })
  @ApiOkResponse({ type: SessionView })
  current(@Who() account: Account, @Res({ passthrough: true }) response: Response): SessionView {
    response.setHeader('Cache-Control', 'no-store');
    return { user: userView(account) };
  }

  @Delete()
  @HttpCode(204)
  @Public()
  @ApiOperation({ summary: '退出 / sign out' })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.signOut(sessionTokenOf(request.headers));
    response.clearCookie(SESSION_COOKIE, this.cookie(request));
  }

  private cookie({ secure }: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', path: '/', secure: secure || this.settings.production };
  }
}
