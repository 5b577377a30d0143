import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters of the live page that an account has kept under a name. */
export class SavedViews1763000000008 implements MigrationInterface {
  readonly name = 'SavedViews1763000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE saved_view (
         id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
         account_id integer NOT NULL REFERENCES account ON DELETE CASCADE,
         name text NOT NULL,
         query text NOT NULL,
         created_at timestamptz NOT NULL DEFAULT now(),
         UNIQUE (account_id, name))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_view');
  }
}
