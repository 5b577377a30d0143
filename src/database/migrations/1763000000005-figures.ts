import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the figures of a month find acceptances and cards by. */
export class Figures1763000000005 implements MigrationInterface {
  readonly name = 'Figures1763000000005';

  async up(runner: QueryRunner): Promise<void> {
    // Block ranges: acceptances stand near each other as the cases do, and an entry in a tree would cost every event of a case.
    await runner.query(
      'CREATE INDEX case_file_accepted ON case_file USING brin (accepted_at) WITH (pages_per_range = 32)',
    );
    await runner.query('CREATE INDEX card_raised ON card (raised_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX case_file_accepted, card_raised');
  }
}
