import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A proposal is decided by another person than the one who made it. Decisions from before do not say who that was. */
export class SecondPerson1763000000018 implements MigrationInterface {
  readonly name = 'SecondPerson1763000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE proposal_decision ADD COLUMN proposed_by integer REFERENCES account,
         ADD CONSTRAINT proposal_decision_second_person CHECK (by <> proposed_by)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE proposal_decision DROP COLUMN proposed_by');
  }
}
