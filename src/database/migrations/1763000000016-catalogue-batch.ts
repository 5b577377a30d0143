import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of the catalogue: which drafts came with one file, and what of it was refused. */
export class CatalogueBatch1763000000016 implements MigrationInterface {
  readonly name = 'CatalogueBatch1763000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalogue_batch_draft, catalogue_batch');
  }
}

const UP = [
  `CREATE TABLE catalogue_batch (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('items', 'organisations', 'calendars', 'standards', 'profiles')),
     origin text NOT NULL,
     note text,
     author integer NOT NULL REFERENCES account,
     created_at timestamptz NOT NULL,
     refused integer NOT NULL,
     -- JSON as text: what a file holds need not be storable as jsonb.
     refused_rows text NOT NULL)`,
  `CREATE TABLE catalogue_batch_draft (
     draft integer PRIMARY KEY REFERENCES catalogue_draft,
     batch integer NOT NULL REFERENCES catalogue_batch)`,
  `CREATE INDEX catalogue_batch_draft_batch ON catalogue_batch_draft (batch)`,
  ...['catalogue_batch', 'catalogue_batch_draft'].map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];
