import { Global, Module } from '@nestjs/common';
import pg from 'pg';
import type { Judged } from '../../src/intake/event-intake.js';
import { EventIntake } from '../../src/intake/event-intake.js';
import { QuarantineController } from '../../src/quarantine/quarantine.controller.js';
import { QuarantineRepository } from '../../src/quarantine/quarantine.repository.js';
import { QuarantineService } from '../../src/quarantine/quarantine.service.js';
import type { Feed } from '../../src/sources/feed.js';
import { SourcesModule } from '../../src/sources/sources.module.js';
import { createTestDatabase } from '../support/postgres.js';
import { startReadingServer } from '../support/reading-server.js';

export type Verdict = Judged['verdict'];

/** Stands for the intake: answers what a test tells it, remembers what it was given. */
export class FakeIntake {
  readonly given: { feed: Feed; raw: unknown }[] = [];
  answer: (raw: unknown) => Promise<Verdict> = () => Promise.resolve({ kind: 'accepted' });

  async submitOne(feed: Feed, raw: unknown): Promise<Judged> {
    this.given.push({ feed, raw });
    return { index: 0, id: 'e', verdict: await this.answer(raw) };
  }
}

/** The quarantine's routes on a real database, before an intake that a test plays. */
export async function startQuarantineServer() {
  const database = await createTestDatabase();
  const intake = new FakeIntake();

  @Global()
  @Module({
    imports: [SourcesModule],
    controllers: [QuarantineController],
    providers: [QuarantineRepository, QuarantineService, { provide: EventIntake, useValue: intake }],
  })
  class QuarantineAlone {}

  const server = await startReadingServer(database.url, [QuarantineAlone]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return {
    ...server,
    intake,
    client,
    post: async (path: string, token: string, body?: unknown) => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    close: async () => {
      await server.close();
      await client.end();
      await database.drop();
    },
  };
}

export type QuarantineServer = Awaited<ReturnType<typeof startQuarantineServer>>;

export interface SeedEntry {
  readonly feed?: number | null;
  readonly source?: string;
  readonly eventId?: string;
  readonly caseNo?: string | null;
  readonly reason?: string;
  readonly body?: string;
  readonly receivedAt?: string;
}

export const STORED = {
  specversion: '1.0',
  id: 'e1',
  source: '/window',
  type: 'approval.case.received',
  subject: 'A-1',
  data: { item: 'i', orgg: 'o', applicant: { kind: 'person', name: '张**', idNumber: '2****************X' } },
};

/** Writes an entry as the intake does; gives its id. */
export async function insertEntry(client: pg.Client, entry: SeedEntry = {}): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO quarantine (feed, source, event_id, case_no, reason, member, detail, body, received_at)
     VALUES ($1, $2, $3, $4, $5, 'data.orgg', '不认识的成员 / unknown member', $6, $7) RETURNING id::text`,
    [
      entry.feed ?? null,
      entry.source ?? '/window',
      entry.eventId ?? 'e1',
      entry.caseNo === undefined ? 'A-1' : entry.caseNo,
      entry.reason ?? 'unknown-member',
      entry.body ?? JSON.stringify(STORED),
      entry.receivedAt ?? '2026-11-20T10:00:00+08:00',
    ],
  );
  return rows[0]!.id;
}

export async function insertFeed(client: pg.Client, name: string, scope: string[]): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO feed (name, token_hash, scope, policy) VALUES ($1, sha256(convert_to($1::text, 'UTF8')), $2, 'clock') RETURNING id`,
    [name, scope],
  );
  return rows[0]!.id;
}
