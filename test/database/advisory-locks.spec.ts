import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LOCK, LOCK_CLASS } from '../../src/database/advisory-locks.js';
import { opened, watermark } from '../support/events.js';
import { fromRoot } from '../support/child.js';
import { startServer, type TestServer } from '../support/server.js';

const SOURCES = fromRoot('src');

describe('advisory locks', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it('have a number each, and are named in one file', () => {
    const numbers = [...Object.values(LOCK_CLASS), ...Object.values(LOCK)];
    expect(new Set(numbers).size).toBe(numbers.length);
    const elsewhere = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        path.endsWith('.ts') &&
        !path.endsWith('advisory-locks.ts') &&
        /748_?20/.test(readFileSync(join(SOURCES, path), 'utf8')),
    );
    expect(elsewhere).toEqual([]);
  });

  it('of trials that run hold up no source whose number is the same', async () => {
    const feeds = await server.query<{ id: number }>('SELECT id FROM feed');
    const runner = server.app.get(DataSource).createQueryRunner();
    await runner.connect();
    try {
      for (const { id } of feeds)
        await runner.query('SELECT pg_advisory_lock($1::int, $2::int)', [LOCK_CLASS.trial, id]);
      const answers = await Promise.all([
        server.post(opened('L-1', '2026-03-02 09:00'), 'demo-replay'),
        server.post([watermark('2026-03-02 12:00')], 'demo-replay'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    } finally {
      await runner.release();
    }
  });
});
