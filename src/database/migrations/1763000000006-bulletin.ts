import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Issued bulletins: each edition with its figures, its text and its files, never changed. */
export class Bulletin1763000000006 implements MigrationInterface {
  readonly name = 'Bulletin1763000000006';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bulletin_document, bulletin');
  }
}

const UP = [
  `CREATE TABLE bulletin (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     month text NOT NULL CHECK (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
     region text,
     edition integer NOT NULL CHECK (edition > 0),
     as_of timestamptz NOT NULL,
     figures text NOT NULL,
     hash bytea NOT NULL,
     text text NOT NULL,
     reason text,
     issued_at timestamptz NOT NULL,
     issued_by text NOT NULL,
     CHECK ((edition = 1) = (reason IS NULL)))`,
  `CREATE UNIQUE INDEX bulletin_edition ON bulletin (month, coalesce(region, ''), edition)`,
  `CREATE TABLE bulletin_document (
     bulletin integer NOT NULL REFERENCES bulletin,
     format text NOT NULL CHECK (format IN ('pdf', 'docx')),
     hash bytea NOT NULL,
     fonts text[] NOT NULL,
     content bytea NOT NULL,
     PRIMARY KEY (bulletin, format))`,
  // The files are compressed already.
  `ALTER TABLE bulletin_document ALTER COLUMN content SET STORAGE EXTERNAL`,
  ...['bulletin', 'bulletin_document'].map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];
