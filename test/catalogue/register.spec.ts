import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { Catalogue1763000000013 } from '../../src/database/migrations/1763000000013-catalogue.js';
import { CatalogueBatch1763000000016 } from '../../src/database/migrations/1763000000016-catalogue-batch.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  source = await createDataSource(database.url).initialize();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('a database from before the catalogue', () => {
  it('keeps its regions and organisations as first versions, in force from the beginning', async () => {
    const migration = new Catalogue1763000000013();
    const runner = source.createQueryRunner();
    try {
      // What came after it and stands on it goes first.
      await new CatalogueBatch1763000000016().down(runner);
      await migration.down(runner);
      await runner.query(
        `INSERT INTO region (code, name, name_en, level) VALUES ('210000', '辽宁省', 'Liaoning', 'province')`,
      );
      await runner.query(`INSERT INTO org (code, name, region, parent) VALUES ('210000-a', '某厅', '210000', NULL)`);
      await runner.query(
        `INSERT INTO item_version (code, version, body, created_by) VALUES ('X', 1, '{}', 'config/items')`,
      );
      await migration.up(runner);
    } finally {
      await runner.release();
    }
    expect(
      await source.query('SELECT kind, code, version, effective_from, body, origin FROM catalogue_entry ORDER BY code'),
    ).toEqual([
      {
        kind: 'organisations',
        code: '210000',
        version: 1,
        effective_from: null,
        body: { name: '辽宁省', nameEn: 'Liaoning', kind: 'province' },
        origin: 'register',
      },
      {
        kind: 'organisations',
        code: '210000-a',
        version: 1,
        effective_from: null,
        body: { name: '某厅', kind: 'department', region: '210000' },
        origin: 'register',
      },
      { kind: 'items', code: 'X', version: 1, effective_from: null, body: {}, origin: 'file' },
    ]);
  });

  it('numbers versions of all kinds in one sequence', async () => {
    const rows = await source.query<{ id: number }[]>('SELECT id FROM catalogue_entry');
    expect(new Set(rows.map(({ id }) => id)).size).toBe(3);
  });
});
