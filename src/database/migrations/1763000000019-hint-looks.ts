import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each computation over many cases looked at, so that a page without hints can say why; and since when a review waits. */
export class HintLooks1763000000019 implements MigrationInterface {
  readonly name = 'HintLooks1763000000019';

  async up(runner: QueryRunner): Promise<void> {
    // Null: computed before this was kept, or over everything there is.
    await runner.query(
      `ALTER TABLE hint_run ADD COLUMN window_from timestamptz, ADD COLUMN window_before timestamptz,
         ADD COLUMN looked_at integer, ADD COLUMN found integer`,
    );
    await runner.query('ALTER TABLE review_mark ADD COLUMN marked_at timestamptz NOT NULL DEFAULT now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE review_mark DROP COLUMN marked_at');
    await runner.query(
      `ALTER TABLE hint_run DROP COLUMN window_from, DROP COLUMN window_before, DROP COLUMN looked_at, DROP COLUMN found`,
    );
  }
}
