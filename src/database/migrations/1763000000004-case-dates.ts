import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lists, searches and figures of cases ask for, as last judged; the case file alone decides a judgement. */
export class CaseDates1763000000004 implements MigrationInterface {
  readonly name = 'CaseDates1763000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX case_file_received, case_file_ended, case_file_running');
    const columns = ['accepted_at', 'promised_due', 'statutory_due', 'applicant', 'officer'];
    await runner.query(`ALTER TABLE case_file ${columns.map((name) => `DROP COLUMN ${name}`).join(', ')}`);
  }
}

const UP = [
  `ALTER TABLE case_file
     ADD COLUMN accepted_at timestamptz,
     ADD COLUMN promised_due timestamptz,
     ADD COLUMN statutory_due timestamptz,
     ADD COLUMN applicant text,
     ADD COLUMN officer text`,
  // A month's figures; neither changes after the first write, so they cost nothing at the later events of a case.
  `CREATE INDEX case_file_received ON case_file (received_at)`,
  `CREATE INDEX case_file_ended ON case_file (ended_at) WHERE ended_at IS NOT NULL`,
  `CREATE INDEX case_file_running ON case_file (org) WHERE ended_at IS NULL`,
];
