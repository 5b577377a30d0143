import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What many cases together show, and the numbers of sources that number their events. */
export class Hints1763000000015 implements MigrationInterface {
  readonly name = 'Hints1763000000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX event_sequence');
    await runner.query('DROP TABLE hint, hint_run, sequence_seen, sequence_gap');
  }
}

const UP = [
  `CREATE TABLE hint (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     rule text NOT NULL,
     key text NOT NULL,
     status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed', 'withdrawn')),
     org text,
     item text,
     window_from timestamptz NOT NULL,
     window_before timestamptz NOT NULL,
     body jsonb NOT NULL,
     found_at timestamptz NOT NULL,
     closed_at timestamptz,
     closed_by text,
     note text,
     UNIQUE (rule, key))`,
  `CREATE INDEX hint_status ON hint (status, id)`,
  // When each rule was computed last, by whatever process.
  `CREATE TABLE hint_run (rule text PRIMARY KEY, ran_at timestamptz NOT NULL)`,
  // Numbers that have come, by feed and CloudEvents source; runs of them stay few where little is missing.
  `CREATE TABLE sequence_seen (
     feed integer NOT NULL REFERENCES feed,
     source text NOT NULL,
     seen int8multirange NOT NULL,
     PRIMARY KEY (feed, source))`,
  `CREATE TABLE sequence_gap (
     feed integer NOT NULL,
     source text NOT NULL,
     first bigint NOT NULL,
     last bigint NOT NULL,
     since timestamptz NOT NULL,
     PRIMARY KEY (feed, source, first, last))`,
  // Only events of sources that number: the others pay nothing for it.
  `CREATE INDEX event_sequence ON event (received_at) WHERE extensions LIKE '%"sequence":%'`,
];
