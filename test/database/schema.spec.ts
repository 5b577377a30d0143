import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import ts from 'typescript';
import { createDataSource } from '../../src/database/data-source.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/postgres.js';

/** Every table with its columns, and all that hangs on them. */
const SCHEMA = `
  SELECT 'column' AS kind, table_name AS owner, column_name AS name,
         concat_ws(' ', data_type, udt_name, is_nullable, column_default, identity_generation) AS body
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'function', '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL SELECT 'sequence', '', sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public'
  ORDER BY 1, 2, 3`;

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));

describe('the migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  it('are all there, by the names and in the order of their files', async () => {
    const names = filesBelow('src/database/migrations').map((path) => /(\d+)-([\w-]+)\.ts$/.exec(path)?.slice(1) ?? []);
    const source = await createDataSource(database.url).initialize();
    const known = source.migrations.map(({ name }) => name?.toLowerCase());
    await source.destroy();
    expect(known).toEqual(
      names.map(([time, name]) => `${name?.replaceAll('-', '')}${time}`).sort((a, b) => time(a) - time(b)),
    );
  });

  it('can be taken back, leaving nothing, and made again, with the same schema', async () => {
    const source = await createDataSource(database.url).initialize();
    const schema = (): Promise<{ owner: string }[]> => source.query(SCHEMA);
    try {
      await source.runMigrations();
      const made = await schema();
      expect(made.length).toBeGreaterThan(100);
      for (let i = 0; i < source.migrations.length; i += 1) await source.undoLastMigration();
      expect((await schema()).filter(({ owner }) => !owner.startsWith('migration'))).toEqual([
        expect.objectContaining({ kind: 'sequence', name: 'migration_id_seq' }),
      ]);
      await source.runMigrations();
      expect(await schema()).toEqual(made);
    } finally {
      await source.destroy();
    }
  });
});

const time = (name: string): number => Number(/\d+$/.exec(name)?.[0]);

/** The statements that stand whole in the sources; those that are put together from parts are run by their own tests. */
function statements(): [place: string, sql: string][] {
  return filesBelow('src')
    .filter((path) => !path.includes('/migrations/') && !path.includes('/web/'))
    .flatMap((path) => {
      const tree = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
      const found: [string, string][] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isStringLiteralLike(node) && /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)\s/.test(node.text))
          found.push([`${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`, node.text]);
        ts.forEachChild(node, visit);
      };
      visit(tree);
      return found;
    });
}

describe('the statements in the code', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('name only tables, columns and types that the migrations have made', async () => {
    const all = statements();
    expect(all.length).toBeGreaterThan(40);
    const faults: string[] = [];
    for (const [place, sql] of all) {
      await client.query(`PREPARE probe AS ${sql}`).then(
        () => client.query('DEALLOCATE probe'),
        (error: Error) => faults.push(`${place} ${error.message}`),
      );
    }
    expect(faults).toEqual([]);
  });
});
