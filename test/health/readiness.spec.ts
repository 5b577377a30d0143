import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Supervisor } from '../../src/supervision/supervisor.js';
import { type TestServer, startServer } from '../support/server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
  const source = server.app.get(DataSource);
  const query = source.query.bind(source);
  // The cluster of the tests runs without fsync.
  jest.spyOn(source, 'query').mockImplementation(async (sql: string, parameters) => {
    const rows = await query<{ name: string; setting: string }[]>(sql, parameters);
    return sql.includes('pg_settings') ? rows.map((r) => (r.setting === 'off' ? { ...r, setting: 'on' } : r)) : rows;
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

describe('a server', () => {
  it('is ready while nothing stands against it, and says by name what does', async () => {
    const ready = () => server.ask<object>('/health/ready');
    expect(await ready()).toMatchObject({ status: 200, body: { status: 'ready', reasons: [] } });
    const stalls = jest.spyOn(server.app.get(Supervisor), 'stalls').mockReturnValue(['sweep-failing', 'cannot-store']);
    expect(await ready()).toMatchObject({
      status: 503,
      body: { status: 'not-ready', reasons: ['sweep-failing', 'cannot-store'] },
    });
    expect(await server.ask('/health/live')).toMatchObject({ status: 200 });
    stalls.mockRestore();
    expect(await ready()).toMatchObject({ status: 200 });
  });
});
