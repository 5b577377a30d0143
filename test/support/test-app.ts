import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { Global, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import type { Instant } from '../../src/domain/instant.js';
import { AccountRepository } from '../../src/identity/account.repository.js';
import type { Role } from '../../src/identity/account.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { hashPassword } from '../../src/identity/password.js';
import type { Settings } from '../../src/settings/settings.js';
import { CONFIG_DIR, SETTINGS } from '../../src/settings/settings.token.js';
import { Clock } from '../../src/time/clock.js';
import { createTestDatabase } from './postgres.js';

/** Stands still until a test moves it. */
export class StillClock extends Clock {
  at: Instant = Date.UTC(2026, 4, 6, 2);

  now(): Instant {
    return this.at;
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface Ask {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface TestApp {
  readonly app: INestApplication;
  readonly source: DataSource;
  readonly clock: StillClock;
  /** `PUT /api/v1/items/1` */
  ask(request: string, ask?: Ask): Promise<Answer>;
  /** Adds an account; its password is `PASSWORD`. */
  addAccount(username: string, role: Role, org?: string | null): Promise<void>;
  /** A session token of a new account. */
  signedIn(role: Role): Promise<string>;
  close(): Promise<void>;
}

export interface TestAppOptions {
  readonly modules?: readonly Type[];
  readonly settings?: Partial<Settings>;
  readonly configDir?: string;
  /** An existing database, left as it is at the end. */
  readonly databaseUrl?: string;
}

export const PASSWORD = 'a-long-enough-password';
export const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

/** An application of some modules, with accounts, on a database of its own. */
export async function startTestApp({ modules = [], settings, configDir = CONFIG, databaseUrl }: TestAppOptions = {}) {
  const database = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const source = await createDataSource(database?.url ?? databaseUrl!).initialize();
  const clock = new StillClock();
  const given = { production: false, demo: false, ...settings };

  @Global()
  @Module({
    providers: [
      { provide: DataSource, useValue: source },
      { provide: Clock, useValue: clock },
      { provide: SETTINGS, useValue: given },
      { provide: CONFIG_DIR, useValue: configDir },
    ],
    exports: [DataSource, Clock, SETTINGS, CONFIG_DIR],
  })
  class Foundation {}

  @Module({ imports: [Foundation, IdentityModule, ...modules] })
  class Root {}

  const end = async (): Promise<void> => {
    await source.destroy();
    await database?.drop();
  };
  const app = await NestFactory.create(Root, { logger: false, abortOnError: false });
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    await end();
    throw error;
  }
  return testApp(app, source, clock, end);
}

function testApp(app: INestApplication, source: DataSource, clock: StillClock, end: () => Promise<void>): TestApp {
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
  let accounts = 0;
  const self: TestApp = {
    app,
    source,
    clock,
    ask: (request, ask) => send(port, request, ask),
    addAccount: async (username, role, org = null) => {
      const passwordHash = await hashPassword(PASSWORD);
      await app.get(AccountRepository).add({ username, name: username, role, org, passwordHash, demo: false });
    },
    signedIn: async (role) => {
      const username = `${role}-${++accounts}`;
      await self.addAccount(username, role);
      const { body } = await self.ask('POST /api/v1/session', { body: { username, password: PASSWORD } });
      return String(body['token']);
    },
    close: async () => {
      await app.close();
      await end();
    },
  };
  return self;
}

async function send(port: number, request: string, { token, headers, body, signal }: Ask = {}): Promise<Answer> {
  const [method, path] = request.split(' ');
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    signal,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
