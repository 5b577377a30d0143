import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Drafts tried on stored cases, what they would change, and the proposals that are made of it. */
export class Trials1763000000014 implements MigrationInterface {
  readonly name = 'Trials1763000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE trial_change, trial');
  }
}

const UP = [
  `CREATE TABLE trial (
     id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     name text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('profile', 'item', 'discretion', 'calendar')),
     code text NOT NULL,
     draft jsonb NOT NULL,
     from_at timestamptz NOT NULL,
     before_at timestamptz NOT NULL,
     org text,
     scope text,
     state text NOT NULL DEFAULT 'queued'
       CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'interrupted', 'failed')),
     cases_done integer NOT NULL DEFAULT 0,
     cases_total integer,
     counts jsonb NOT NULL DEFAULT '{}',
     summary jsonb,
     failure text,
     cancelled_by text,
     created_at timestamptz NOT NULL,
     created_by text NOT NULL,
     started_at timestamptz,
     ended_at timestamptz,
     CHECK (from_at < before_at))`,
  `CREATE INDEX trial_open ON trial (id) WHERE state IN ('queued', 'running')`,
  `CREATE TABLE trial_change (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     trial integer NOT NULL REFERENCES trial ON DELETE CASCADE,
     case_no text NOT NULL,
     kind text NOT NULL CHECK (kind IN ('appear', 'vanish', 'level', 'mode', 'moved')),
     tier text NOT NULL CHECK (tier IN ('card', 'finding')),
     rule text NOT NULL,
     breach_key text NOT NULL,
     item text,
     org text,
     before jsonb,
     after jsonb,
     card jsonb)`,
  `CREATE INDEX trial_change_page ON trial_change (trial, id)`,
];
