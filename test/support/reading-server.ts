import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Global, Module, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { DATABASE_ADDRESS } from '../../src/database/database.module.js';
import type { CardExplanation } from '../../src/domain/explanation.js';
import { AccountRepository } from '../../src/identity/account.repository.js';
import type { Role } from '../../src/identity/account.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { hashPassword } from '../../src/identity/password.js';
import { CONFIG_DIR, SETTINGS } from '../../src/settings/settings.token.js';
import { Clock, DatabaseClock } from '../../src/time/clock.js';

export interface ReadingServer {
  readonly app: INestApplication;
  readonly url: string;
  readonly source: DataSource;
  /** Adds an account and signs it in; gives the session token. */
  signIn(username: string, role: Role, org: string | null): Promise<string>;
  get(path: string, token?: string): Promise<{ status: number; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

const PASSWORD = 'a-long-enough-password';

/** A server with accounts and the given modules on a real database. */
export async function startReadingServer(databaseUrl: string, modules: readonly Type[]): Promise<ReadingServer> {
  const source = await createDataSource(databaseUrl).initialize();

  @Global()
  @Module({
    providers: [
      { provide: DataSource, useValue: source },
      { provide: Clock, useValue: new DatabaseClock() },
      { provide: DATABASE_ADDRESS, useValue: databaseUrl },
      { provide: SETTINGS, useValue: { production: false } },
      { provide: CONFIG_DIR, useValue: 'config' },
    ],
    exports: [DataSource, DATABASE_ADDRESS, Clock, SETTINGS, CONFIG_DIR],
  })
  class Foundation {}

  @Module({ imports: [Foundation, IdentityModule, ...modules] })
  class Root {}

  const app = await NestFactory.create(Root, { logger: ['error'], abortOnError: false });
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer() as { address(): AddressInfo }).address().port}`;
  const passwordHash = await hashPassword(PASSWORD);
  return {
    app,
    url,
    source,
    signIn: async (username, role, org) => {
      await app.get(AccountRepository).add({ username, name: username, role, org, passwordHash, demo: false });
      const answer = await fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: PASSWORD }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
    get: async (path, token) => {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const answer = await fetch(`${url}${path}`, { headers });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    close: async () => {
      await app.close();
      if (source.isInitialized) await source.destroy();
    },
  };
}

export const EXPLANATION: CardExplanation = {
  expected: { zh: '应当', en: 'expected' },
  observed: { zh: '实际', en: 'observed' },
  basis: [],
  clock: {
    kind: 'promised',
    startedAt: '2018-10-18T10:00:00+08:00',
    dueAt: '2018-10-29T17:00:00+08:00',
    limit: '7 workingDay',
    startedBy: 'acceptance',
  },
  ledger: [],
  versions: { item: null, calendar: 'cn@1', profile: 'default@2026.1' },
};

export interface SeedCard {
  readonly caseNo?: string;
  readonly org?: string | null;
  readonly item?: string;
  readonly level?: string;
  readonly rule?: string;
  readonly raisedAt?: string;
}

/** Writes a card and its change as the supervision does; gives its id. */
export async function insertCard(client: Pick<pg.Client, 'query'>, card: SeedCard = {}): Promise<string> {
  const unique = randomBytes(6).toString('hex');
  const { rows } = await client.query<{ id: string }>(
    `WITH raised AS (
       INSERT INTO card (no, case_no, rule, rule_version, level, breach_key, item, org, raised_at, recorded_at, due_at, explanation)
       VALUES ($1, $2, $3, '1', $4, $1, $5, $6, $7, now(), $7, $8) RETURNING id, org)
     INSERT INTO change (card_id, kind, org, at) SELECT id, 'raised', org, now() FROM raised RETURNING card_id::text AS id`,
    [
      unique,
      card.caseNo ?? unique,
      card.rule ?? 'T-PROMISE-OVER',
      card.level ?? 'yellow',
      card.item ?? null,
      card.org === undefined ? 'org-a' : card.org,
      card.raisedAt ?? '2018-10-29T17:00:00+08:00',
      EXPLANATION,
    ],
  );
  return rows[0]!.id;
}
