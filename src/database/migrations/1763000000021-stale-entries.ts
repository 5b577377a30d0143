import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each computation of a trial rests on, so that a proposal is not carried out on a case that has changed since. */
export class StaleEntries1763000000021 implements MigrationInterface {
  readonly name = 'StaleEntries1763000000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['trial_change', 'proposal_entry'])
      await runner.query(`ALTER TABLE ${table} ADD COLUMN basis text, ADD COLUMN stands_until timestamptz`);
    await runner.query(
      `ALTER TABLE proposal_decision
         ADD COLUMN stale text CHECK (stale IN ('case-changed', 'time-passed', 'not-in-force', 'settled')),
         DROP CONSTRAINT proposal_decision_decision_check,
         ADD CONSTRAINT proposal_decision_decision_check CHECK (decision IN ('accepted', 'declined', 'stale')),
         ADD CONSTRAINT proposal_decision_stale CHECK ((decision = 'stale') = (stale IS NOT NULL))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE proposal_decision DROP COLUMN stale, DROP CONSTRAINT proposal_decision_decision_check,
         ADD CONSTRAINT proposal_decision_decision_check CHECK (decision IN ('accepted', 'declined')) NOT VALID`,
    );
    for (const table of ['trial_change', 'proposal_entry'])
      await runner.query(`ALTER TABLE ${table} DROP COLUMN basis, DROP COLUMN stands_until`);
  }
}
