import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The calendars and rule profiles by which cases are judged, kept for as long as their cases. */
export class Standards1763000000001 implements MigrationInterface {
  readonly name = 'Standards1763000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE standard, calendar_move');
    await runner.query('ALTER TABLE case_file DROP COLUMN not_computable');
  }
}

const UP = [
  `CREATE TABLE standard (
     ref text PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('calendar', 'profile')),
     body jsonb NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now())`,
  // A running case with a clock that needs days which its calendar does not hold.
  `ALTER TABLE case_file ADD COLUMN not_computable boolean NOT NULL DEFAULT false`,
  `CREATE INDEX case_file_not_computable ON case_file (calendar, case_no) WHERE not_computable`,
  // Such a case goes over to a newer calendar; up to here the former one has judged it.
  `CREATE TABLE calendar_move (
     case_no text NOT NULL,
     batch bigint NOT NULL,
     former text NOT NULL REFERENCES standard,
     judged_to timestamptz NOT NULL,
     moved_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (case_no, batch))`,
  ...['standard', 'calendar_move'].map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];
