import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of organisations, calendars, discretion standards and rule profiles beside those of items, and their drafts. */
export class Catalogue1763000000013 implements MigrationInterface {
  readonly name = 'Catalogue1763000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW catalogue_entry');
    await runner.query('DROP TABLE catalogue_trace, catalogue_draft, catalogue_version');
    await runner.query('ALTER TABLE item_version DROP COLUMN checker, DROP COLUMN note, DROP COLUMN draft');
    await runner.query('ALTER TABLE org DROP COLUMN uscc');
  }
}

const REGION_KINDS = `('province', 'city', 'county', 'town', 'village')`;

const UP = [
  // One sequence numbers the versions of every kind: "all up to number n" is one standing of the whole catalogue.
  `CREATE TABLE catalogue_version (
     id integer PRIMARY KEY DEFAULT nextval(pg_get_serial_sequence('item_version', 'id')),
     kind text NOT NULL CHECK (kind IN ('organisations', 'calendars', 'standards', 'profiles')),
     code text NOT NULL,
     version integer NOT NULL,
     effective_from timestamptz,
     body jsonb NOT NULL,
     origin text NOT NULL CHECK (origin IN ('file', 'draft', 'register')),
     created_at timestamptz NOT NULL DEFAULT now(),
     created_by text NOT NULL,
     checker text,
     note text,
     draft integer,
     UNIQUE (kind, code, version),
     CHECK ((draft IS NULL) = (checker IS NULL)))`,
  `CREATE INDEX catalogue_version_coming ON catalogue_version (kind, effective_from) WHERE effective_from IS NOT NULL`,
  `ALTER TABLE item_version ADD COLUMN checker text, ADD COLUMN note text, ADD COLUMN draft integer`,
  `CREATE VIEW catalogue_entry AS
     SELECT id, 'items' AS kind, code, version, effective_from, body, created_at, created_by, checker, note, draft,
       CASE WHEN draft IS NOT NULL THEN 'draft' WHEN created_by LIKE 'config/%' THEN 'file' ELSE 'direct' END AS origin
     FROM item_version
     UNION ALL
     SELECT id, kind, code, version, effective_from, body, created_at, created_by, checker, note, draft, origin
     FROM catalogue_version`,
  `CREATE TABLE catalogue_draft (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     kind text NOT NULL CHECK (kind IN ('items', 'organisations', 'calendars', 'standards', 'profiles')),
     code text NOT NULL,
     org text,
     body jsonb NOT NULL,
     effective_from timestamptz,
     note text,
     base integer,
     state text NOT NULL CHECK (state IN ('draft', 'in-force', 'rejected', 'withdrawn')),
     edition integer NOT NULL,
     author integer NOT NULL REFERENCES account,
     created_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     checker integer REFERENCES account,
     checked_at timestamptz,
     reason text,
     version integer,
     CHECK ((state = 'in-force') = (version IS NOT NULL)),
     CHECK (checker IS NULL OR checker <> author))`,
  `CREATE INDEX catalogue_draft_entry ON catalogue_draft (kind, code)`,
  `CREATE INDEX catalogue_draft_open ON catalogue_draft (id) WHERE state = 'draft'`,
  // Every step with what it said: an edit leaves the former text here.
  `CREATE TABLE catalogue_trace (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     draft integer NOT NULL REFERENCES catalogue_draft,
     at timestamptz NOT NULL,
     account integer NOT NULL REFERENCES account,
     act text NOT NULL,
     from_state text,
     to_state text NOT NULL,
     edition integer NOT NULL,
     reason text,
     body jsonb)`,
  `CREATE INDEX catalogue_trace_draft ON catalogue_trace (draft, id)`,
  ...['catalogue_version', 'catalogue_trace'].map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
  `CREATE TRIGGER catalogue_draft_kept BEFORE DELETE OR TRUNCATE ON catalogue_draft
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  `ALTER TABLE org ADD COLUMN uscc text`,
  // What the register holds by now is the first version of each.
  `INSERT INTO catalogue_version (kind, code, version, body, origin, created_by)
     SELECT 'organisations', code, 1, jsonb_strip_nulls(jsonb_build_object(
       'name', name, 'nameEn', name_en, 'kind', level, 'parent', parent)), 'register', 'register'
     FROM region WHERE level IN ${REGION_KINDS}
     UNION ALL
     SELECT 'organisations', code, 1, jsonb_strip_nulls(jsonb_build_object(
       'name', name, 'nameEn', name_en, 'kind', kind, 'region', region, 'parent', parent)), 'register', 'register'
     FROM org WHERE code NOT IN (SELECT code FROM region)`,
];
