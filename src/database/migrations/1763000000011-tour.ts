import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has been offered the tour of the console. */
export class Tour1763000000011 implements MigrationInterface {
  readonly name = 'Tour1763000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account ADD COLUMN toured_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE account DROP COLUMN toured_at');
  }
}
