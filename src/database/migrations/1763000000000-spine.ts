import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feeds, events, case files, cards, the change feed, quarantine, catalogue and accounts. */
export class Spine1763000000000 implements MigrationInterface {
  readonly name = 'Spine1763000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables =
      'session, account, org, item_version, quarantine, change, card_evidence, card, case_file, event, feed, setting';
    await runner.query(`DROP TABLE ${tables} CASCADE`);
    await runner.query('DROP SEQUENCE batch_number, card_number');
    await runner.query('DROP FUNCTION refuse_change() CASCADE');
  }
}

const UP = [
  `CREATE TABLE setting (key text PRIMARY KEY, value text NOT NULL)`,
  // Random salt of this installation: content hashes of events must not reveal identity numbers by trial.
  `INSERT INTO setting VALUES ('event_salt', encode(sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea), 'hex'))`,
  `CREATE SEQUENCE batch_number`,
  `CREATE SEQUENCE card_number`,
  `CREATE TABLE feed (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     name text NOT NULL UNIQUE,
     token_hash bytea NOT NULL UNIQUE,
     scope text[] NOT NULL,
     policy text NOT NULL CHECK (policy IN ('clock', 'declared')),
     max_lag_ms integer NOT NULL DEFAULT 60000 CHECK (max_lag_ms >= 0),
     declared_until timestamptz,
     swept_to timestamptz,
     created_at timestamptz NOT NULL DEFAULT now(),
     disabled_at timestamptz)`,
  `CREATE TABLE event (
     batch bigint NOT NULL,
     feed integer NOT NULL,
     source text NOT NULL,
     id text NOT NULL,
     type text NOT NULL,
     case_no text,
     occurred_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     received_at timestamptz NOT NULL,
     late boolean NOT NULL,
     hash bytea NOT NULL,
     data text NOT NULL,
     extensions text,
     PRIMARY KEY (source, id))`,
  `CREATE INDEX event_case ON event (case_no, occurred_at)`,
  // The fold of a case: a snapshot of the truth in event and card, written in the same transaction.
  `CREATE TABLE case_file (
     case_no text PRIMARY KEY,
     item text,
     org text,
     state text NOT NULL,
     file text NOT NULL,
     feeds integer[] NOT NULL,
     parked_feed integer NOT NULL,
     next_at timestamptz,
     catalogue_rev integer NOT NULL,
     calendar text NOT NULL,
     profile text NOT NULL,
     received_at timestamptz,
     ended_at timestamptz,
     judged_to timestamptz,
     version integer NOT NULL) WITH (fillfactor = 75)`,
  `CREATE INDEX case_file_next ON case_file (parked_feed, next_at) WHERE next_at IS NOT NULL`,
  `CREATE TABLE card (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     no text NOT NULL UNIQUE,
     case_no text NOT NULL,
     rule text NOT NULL,
     rule_version text NOT NULL,
     level text NOT NULL CHECK (level IN ('reminder', 'yellow', 'red')),
     status text NOT NULL DEFAULT 'issued',
     breach_key text NOT NULL,
     item text,
     org text,
     step text,
     raised_at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL,
     due_at timestamptz NOT NULL,
     explanation jsonb NOT NULL,
     UNIQUE (case_no, breach_key))`,
  `CREATE INDEX card_org ON card (org, id)`,
  `CREATE TABLE card_evidence (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     card_id bigint NOT NULL REFERENCES card,
     rule text NOT NULL,
     source text NOT NULL,
     event_id text NOT NULL,
     type text NOT NULL,
     occurred_at timestamptz NOT NULL,
     received_at timestamptz NOT NULL,
     UNIQUE (card_id, source, event_id))`,
  // Read behind the fence xid < pg_snapshot_xmin(pg_current_snapshot()): numbers are given before commits.
  `CREATE TABLE change (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
     card_id bigint NOT NULL,
     kind text NOT NULL CHECK (kind IN ('raised', 'evidence')),
     org text,
     at timestamptz NOT NULL)`,
  `CREATE INDEX change_position ON change (xid, id)`,
  `CREATE TABLE quarantine (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     feed integer,
     source text,
     event_id text,
     case_no text,
     reason text NOT NULL,
     member text,
     detail text NOT NULL,
     body text NOT NULL,
     received_at timestamptz NOT NULL,
     resolved_at timestamptz,
     resolution text)`,
  `CREATE INDEX quarantine_open ON quarantine (id) WHERE resolved_at IS NULL`,
  `CREATE TABLE item_version (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     code text NOT NULL,
     version integer NOT NULL,
     effective_from timestamptz,
     body jsonb NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     created_by text NOT NULL,
     UNIQUE (code, version))`,
  `CREATE TABLE org (code text PRIMARY KEY, name text NOT NULL, region text NOT NULL)`,
  `CREATE TABLE account (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     username text NOT NULL UNIQUE,
     name text NOT NULL,
     role text NOT NULL CHECK (role IN ('inspector', 'head', 'province', 'admin')),
     org text,
     password_hash text NOT NULL,
     demo boolean NOT NULL DEFAULT false,
     failures integer NOT NULL DEFAULT 0,
     locked_until timestamptz,
     disabled_at timestamptz)`,
  `CREATE TABLE session (
     token_hash bytea PRIMARY KEY,
     account_id integer NOT NULL REFERENCES account,
     created_at timestamptz NOT NULL DEFAULT now(),
     seen_at timestamptz NOT NULL DEFAULT now(),
     expires_at timestamptz NOT NULL)`,
  // Events, cards, evidence and versions are never edited: corrections are new rows.
  `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION '% on % is refused: rows are insert-only', TG_OP, TG_TABLE_NAME; END $$`,
  ...['event', 'card', 'card_evidence', 'change', 'item_version'].map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
];
