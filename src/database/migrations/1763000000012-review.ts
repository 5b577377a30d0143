import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The wider rule book: cases to be reviewed, what was found, what could not be judged. */
export class Review1763000000012 implements MigrationInterface {
  readonly name = 'Review1763000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unjudged, finding_trace, finding, review_due, review_mark');
    await runner.query('ALTER TABLE card ALTER COLUMN due_at SET NOT NULL');
  }
}

const UP = [
  // A card of a confirmed finding need not be about a deadline.
  'ALTER TABLE card ALTER COLUMN due_at DROP NOT NULL',
  // Written by every judgement, in its transaction: only ever added to, so that no review keeps an event waiting.
  `CREATE TABLE review_mark (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     case_no text NOT NULL)
     WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`,
  // When something could be found without a further event: once the feed that holds the case back has reported so far.
  `CREATE TABLE review_due (
     case_no text PRIMARY KEY,
     parked_feed integer NOT NULL,
     next_at timestamptz NOT NULL)`,
  'CREATE INDEX review_due_next ON review_due (parked_feed, next_at)',
  `CREATE TABLE finding (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     case_no text NOT NULL,
     key text NOT NULL,
     rule text NOT NULL,
     rule_version text NOT NULL,
     category text NOT NULL,
     level text NOT NULL CHECK (level IN ('reminder', 'yellow', 'red')),
     mode text NOT NULL CHECK (mode IN ('confirm', 'hint')),
     status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'confirmed', 'dismissed', 'withdrawn')),
     item text,
     org text,
     raised_at timestamptz NOT NULL,
     due_at timestamptz,
     explanation jsonb NOT NULL,
     digest text NOT NULL,
     recorded_at timestamptz NOT NULL,
     decided_at timestamptz,
     decided_by integer REFERENCES account,
     reason text,
     card_id bigint REFERENCES card,
     UNIQUE (case_no, key),
     CHECK ((status = 'confirmed') = (card_id IS NOT NULL)),
     CHECK (status <> 'confirmed' OR mode = 'confirm'),
     CHECK ((status = 'pending') = (decided_at IS NULL)))`,
  `CREATE INDEX finding_pending ON finding (id) WHERE status = 'pending'`,
  'CREATE INDEX finding_org ON finding (org, id)',
  'CREATE INDEX finding_raised ON finding (raised_at)',
  'CREATE INDEX finding_card ON finding (card_id) WHERE card_id IS NOT NULL',
  `CREATE TABLE finding_trace (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     finding_id bigint NOT NULL REFERENCES finding,
     at timestamptz NOT NULL,
     by integer REFERENCES account,
     from_status text,
     to_status text NOT NULL,
     reason text,
     explanation jsonb)`,
  'CREATE INDEX finding_trace_finding ON finding_trace (finding_id, id)',
  `CREATE TABLE unjudged (
     id bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
     case_no text NOT NULL,
     rule text NOT NULL,
     missing text NOT NULL,
     item text,
     org text,
     received_at timestamptz,
     since timestamptz NOT NULL,
     PRIMARY KEY (case_no, rule, missing))`,
  'CREATE INDEX unjudged_org ON unjudged (org, id)',
  'CREATE INDEX unjudged_rule ON unjudged (rule, missing, id)',
  // What was found is never lost, and its trace never edited.
  `CREATE TRIGGER finding_kept BEFORE DELETE OR TRUNCATE ON finding
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `CREATE TRIGGER finding_trace_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finding_trace
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
];
