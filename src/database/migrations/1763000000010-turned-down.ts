import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which open entries of the quarantine name a case: every look at the case asks. */
export class TurnedDown1763000000010 implements MigrationInterface {
  readonly name = 'TurnedDown1763000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX quarantine_open_case ON quarantine (case_no) WHERE resolved_at IS NULL AND case_no IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX quarantine_open_case');
  }
}
