import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a revised standard proposes for the cards that exist, what persons have decided, and the cards revoked by it. */
export class Proposals1763000000017 implements MigrationInterface {
  readonly name = 'Proposals1763000000017';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE card_revocation, proposal_decision, proposal_entry, proposal');
    await runner.query('ALTER TABLE change DROP CONSTRAINT change_kind_check');
    await runner.query(
      `ALTER TABLE change ADD CONSTRAINT change_kind_check CHECK (kind IN ('raised', 'evidence')) NOT VALID`,
    );
  }
}

const TABLES = ['proposal', 'proposal_entry', 'proposal_decision', 'card_revocation'];

const UP = [
  `CREATE TABLE proposal (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     trial integer NOT NULL UNIQUE REFERENCES trial,
     created_at timestamptz NOT NULL,
     created_by integer NOT NULL REFERENCES account)`,
  // Both computations stay, whatever is decided.
  `CREATE TABLE proposal_entry (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     proposal integer NOT NULL REFERENCES proposal,
     action text NOT NULL CHECK (action IN ('revoke', 'add')),
     case_no text NOT NULL,
     breach_key text NOT NULL,
     rule text NOT NULL,
     item text,
     org text,
     card_id bigint REFERENCES card,
     draft jsonb,
     before jsonb,
     after jsonb,
     UNIQUE (proposal, case_no, breach_key),
     CHECK ((action = 'revoke') = (card_id IS NOT NULL)),
     CHECK ((action = 'add') = (draft IS NOT NULL)))`,
  `CREATE INDEX proposal_entry_case ON proposal_entry (case_no) WHERE action = 'add'`,
  `CREATE TABLE proposal_decision (
     entry bigint PRIMARY KEY REFERENCES proposal_entry,
     decision text NOT NULL CHECK (decision IN ('accepted', 'declined')),
     reason text NOT NULL,
     at timestamptz NOT NULL,
     by integer NOT NULL REFERENCES account,
     card_id bigint REFERENCES card)`,
  `CREATE INDEX proposal_decision_card ON proposal_decision (card_id) WHERE card_id IS NOT NULL`,
  `CREATE TABLE card_revocation (
     card_id bigint PRIMARY KEY REFERENCES card,
     entry bigint NOT NULL UNIQUE REFERENCES proposal_entry,
     at timestamptz NOT NULL,
     by integer NOT NULL REFERENCES account,
     reason text NOT NULL,
     computations jsonb NOT NULL)`,
  ...TABLES.map(
    (table) =>
      `CREATE TRIGGER ${table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  ),
  'ALTER TABLE change DROP CONSTRAINT change_kind_check',
  // What is there has one of two kinds: nothing to be read again.
  `ALTER TABLE change ADD CONSTRAINT change_kind_check CHECK (kind IN ('raised', 'evidence', 'revoked')) NOT VALID`,
];
