import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { Namespace, ServerOptions } from 'socket.io';
import { DATABASE_ADDRESS } from '../database/database.module.js';
import { type Account, visibleOrg } from '../identity/account.js';
import { SessionService } from '../identity/session.service.js';
import { CHANGE_CHANNEL } from '../supervision/card-writer.js';
import { checkRoom, isOwnPage, keepsRights, Refusal, tokenOf } from './admission.js';
import { ChangeFeed } from './change-feed.js';
import { ChangeListener } from '../database/change-listener.js';
import { ConsoleHub } from './console-hub.js';
import { ConsoleMetrics } from './console.metrics.js';
import { CONSOLE_NAMESPACE } from './console.protocol.js';
import { type ConsoleSocket, Viewer } from './viewer.js';

/** Milliseconds between two looks at the sessions; with the session cache a lost right ends a socket within 5 s. */
const RECHECK_MS = 1_000;
/** Sessions that are looked up at a time. */
const RECHECK_AT_ONCE = 4;

const OPTIONS: Partial<ServerOptions> = {
  allowRequest: (request, answer) => answer(isOwnPage(request) ? null : 'other origin', isOwnPage(request)),
  maxHttpBufferSize: 64 * 1024,
  perMessageDeflate: false,
  httpCompression: false,
  connectTimeout: 10_000,
  serveClient: false,
};

/** The live console. Rights are settled in the handshake, before a socket can join anything: guards do not see pushes. */
@Injectable()
@WebSocketGateway({ namespace: CONSOLE_NAMESPACE, ...OPTIONS })
export class ConsoleGateway
  implements OnGatewayInit<Namespace>, OnGatewayConnection<ConsoleSocket>, OnApplicationBootstrap, OnModuleDestroy
{
  private readonly log = new Logger('console');
  private readonly listener: ChangeListener;
  private namespace: Namespace | undefined;
  private recheckTimer: NodeJS.Timeout | undefined;
  private rechecking = false;

  constructor(
    private readonly hub: ConsoleHub,
    private readonly feed: ChangeFeed,
    private readonly sessions: SessionService,
    private readonly metrics: ConsoleMetrics,
    @Inject(DATABASE_ADDRESS) databaseUrl: string,
  ) {
    this.listener = new ChangeListener(databaseUrl, CHANGE_CHANNEL, () => this.feed.wake(), 'liangpai console feed');
  }

  afterInit(namespace: Namespace): void {
    this.namespace = namespace;
    // Nobody has anything to do in the namespace that socket.io opens by itself.
    namespace.server
      .of('/')
      .use((_socket, next) => next(new Refusal('unknown-namespace', '没有此命名空间', 'no such namespace')));
    namespace.use((socket, next) => void this.admit(socket as unknown as ConsoleSocket).then(next));
  }

  /** Before the first connection can come. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.namespace) return;
    await this.hub.start(this.namespace);
    this.listener.start();
    this.recheckTimer = setInterval(() => void this.recheck(), RECHECK_MS);
  }

  handleConnection(socket: ConsoleSocket): void {
    socket.on('error', (error: Error) => this.log.warn(`console socket: ${error.message}`));
    // A console has one thing to say.
    socket.onAny((event: string) => {
      if (event !== 'resume') socket.disconnect(true);
    });
    const { account, token } = socket.data;
    if (account && token !== undefined) this.hub.add(new Viewer(socket, account, token, visibleOrg(account)));
    else socket.disconnect(true);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.recheckTimer);
    this.namespace?.emit('closing');
    await Promise.all([this.feed.stop(), this.listener.stop()]);
  }

  private async admit(socket: ConsoleSocket): Promise<Refusal | undefined> {
    try {
      const token = tokenOf(socket);
      const account = await this.sessions.authenticate(token);
      if (!account || token === undefined) throw new Refusal('unauthorised', '请先登录', 'sign in first');
      checkRoom(this.hub, account);
      socket.data.account = account;
      socket.data.token = token;
      return undefined;
    } catch (error) {
      this.metrics.refused += 1;
      if (error instanceof Refusal) return error;
      this.log.error(`console admission: ${String(error)}`);
      return new Refusal('unavailable', '暂时无法连接，请稍后再试', 'not available now, try again later');
    }
  }

  /** Ends the sockets of sessions that have ended, and of accounts whose rights have changed. */
  private async recheck(): Promise<void> {
    if (this.rechecking) return;
    this.rechecking = true;
    try {
      const byToken = new Map<string, Viewer[]>();
      for (const viewer of this.hub.connected)
        byToken.set(viewer.token, [...(byToken.get(viewer.token) ?? []), viewer]);
      const tokens = [...byToken.keys()];
      const next = async (): Promise<void> => {
        for (let token = tokens.pop(); token !== undefined; token = tokens.pop())
          this.endUnlessRightful(byToken.get(token) ?? [], await this.sessions.authenticate(token));
      };
      await Promise.all(Array.from({ length: RECHECK_AT_ONCE }, next));
    } catch (error) {
      // Without an answer nobody is thrown out; the next look follows soon.
      this.log.warn(`console sessions could not be checked: ${String(error)}`);
    } finally {
      this.rechecking = false;
    }
  }

  private endUnlessRightful(viewers: readonly Viewer[], account: Account | undefined): void {
    for (const viewer of viewers) {
      if (keepsRights(viewer.account, account)) continue;
      this.metrics.revoked += 1;
      viewer.socket.disconnect(true);
    }
  }
}
