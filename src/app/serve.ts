import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { connectionUrl, type DatabaseConnection } from '../database/connection-url.js';
import { watchParent } from '../database/parent-watch.js';
import { demoFaults } from '../demo/demo.faults.js';
import { HealthService } from '../health/health.service.js';
import { AccountRepository } from '../identity/account.repository.js';
import { FaultError } from '../settings/fault.js';
import { SimulatorService } from '../simulator/live/simulator.service.js';
import { type Environment, loadSettings, type Settings } from '../settings/settings.js';
import { createApplication } from './application.js';
import { layFoundation } from './foundation.js';
import { Clock } from '../time/clock.js';
import { assertPortFree } from './port.js';
import { startMessage } from './start-message.js';

/** A stop takes at most this long (milliseconds); after it the process ends anyway and the next start recovers. */
const STOP_WITHIN_MS = 9_000;

const say = (message: string): void => void process.stderr.write(`${message}\n`);

/** Runs the server until it is told to stop; resolves when it listens. */
export async function serve(env: Environment): Promise<void> {
  const settings = loadSettings(env);
  await assertPortFree(settings);
  const database = await connectionUrl(settings, { log: (message) => say(message) });
  const stops: (() => Promise<void>)[] = [() => database.close()];
  const stop = stopper(stops);
  database.embedded?.onExit((error) => {
    say(`数据库已退出 / the database has gone: ${error.message}`);
    void stop(1);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
  if (env.LIANGPAI_WATCH_PARENT === '1') await watchParent(() => void stop(0));
  try {
    const app = await start(settings, database, stops);
    await announce(app, settings);
  } catch (error) {
    await stop(1, error);
  }
}

async function start(
  settings: Settings,
  database: DatabaseConnection,
  stops: (() => Promise<void>)[],
): Promise<NestExpressApplication> {
  const foundation = await layFoundation(settings, database.url);
  stops.unshift(() => foundation.close());
  if (settings.production) {
    const faults = await demoFaults(foundation.source);
    if (faults.length > 0)
      throw new FaultError(
        { zh: '生产环境不得启用演示账号和令牌', en: 'demo accounts and tokens are active in production' },
        faults,
      );
  }
  const app = await createApplication(foundation);
  stops.unshift(() => close(app));
  // Before the first request can come: a database that may lose events gets none.
  await app.get(HealthService, { strict: false }).reasons();
  await app.listen(settings.port, settings.host);
  return app;
}

async function close(app: NestExpressApplication): Promise<void> {
  app.get(HealthService, { strict: false }).drain();
  const server = app.getHttpServer();
  server.closeIdleConnections();
  // Requests that are being answered may finish; what still keeps its connection open then is closed.
  setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS / 2).unref();
  await app.close();
}

/** `ready` on standard output only when events can be taken: the database keeps what it acknowledges. */
async function announce(app: NestExpressApplication, settings: Settings): Promise<void> {
  const { port, host } = settings;
  const health = app.get(HealthService, { strict: false });
  const address = app.getHttpServer().address();
  const listening = typeof address === 'object' && address ? address.port : port;
  let told = '';
  for (;;) {
    const reasons = await health.reasons();
    if (reasons.length === 0) break;
    if (reasons.includes('shutting-down')) return;
    if (reasons.join() !== told) say(`未就绪 / not ready:\n  ${reasons.join('\n  ')}`);
    told = reasons.join();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const url = `http://localhost:${listening}`;
  // Programs wait for this line: nothing else goes to standard output.
  process.stdout.write(`ready ${url}\n`);
  say(await guide(app, settings, url, `${host}:${listening}`));
  app.get(SimulatorService, { strict: false }).start(`http://${loopbackOf(host)}:${listening}`);
}

/** What the person who has started it reads next. */
async function guide(app: NestExpressApplication, settings: Settings, url: string, listening: string): Promise<string> {
  const isLocal = settings.host === '127.0.0.1' || settings.host === 'localhost';
  return startMessage({
    settings,
    url,
    listening: isLocal ? undefined : listening,
    // Whoever cannot be asked is not told to add an account.
    hasAccounts: await app
      .get(AccountRepository, { strict: false })
      .any()
      .catch(() => true),
    loadsHistory: await app
      .get(SimulatorService, { strict: false })
      .hasPastToReport()
      .catch(() => false),
    now: app.get(Clock, { strict: false }).now(),
    calendar: app.get(CatalogueService, { strict: false }).calendars.forOrg(null),
  });
}

/** Where this server reaches itself. */
function loopbackOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

function stopper(stops: readonly (() => Promise<void>)[]): (code: number, error?: unknown) => Promise<void> {
  let stopping: Promise<void> | undefined;
  return (code, error) => {
    if (error !== undefined) say(error instanceof FaultError ? error.message : messageOf(error));
    stopping ??= (async () => {
      setTimeout(() => process.exit(code || 1), STOP_WITHIN_MS).unref();
      for (const stop of stops) await stop().catch((e: unknown) => new Logger('stop').error(messageOf(e)));
      process.exit(process.exitCode ?? code);
    })();
    return stopping;
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
