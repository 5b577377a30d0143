/** The tables that the check reads, as the migrations make them, without what it does not read. */
export const SCHEMA = `
  CREATE TABLE feed (id int PRIMARY KEY, policy text, max_lag_ms int, declared_until timestamptz, swept_to timestamptz,
    scope text[] NOT NULL DEFAULT '{*}', name text);
  CREATE TABLE event (batch bigint, feed int, source text, id text, type text, case_no text, occurred_at timestamptz,
    received_at timestamptz, data text, recorded_at timestamptz NOT NULL DEFAULT now(), extensions text,
    PRIMARY KEY (source, id));
  CREATE INDEX ON event (case_no, occurred_at);
  CREATE TABLE case_file (case_no text PRIMARY KEY, catalogue_rev int, calendar text, profile text);
  CREATE TABLE card (id bigserial PRIMARY KEY, case_no text, rule text, level text, breach_key text, step text,
    raised_at timestamptz, due_at timestamptz, UNIQUE (case_no, breach_key));
  CREATE TABLE finding (case_no text, key text, rule text, level text, status text, mode text, raised_at timestamptz,
    due_at timestamptz, decided_at timestamptz, card_id bigint);
  CREATE TABLE unjudged (case_no text, rule text, missing text);
  CREATE TABLE review_due (case_no text, parked_feed int, next_at timestamptz);
  CREATE TABLE review_mark (id bigserial, case_no text);
  CREATE TABLE catalogue_version (id serial, kind text, code text, effective_from timestamptz, body jsonb,
    created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE proposal_entry (id bigint, action text, case_no text, breach_key text, card_id bigint, draft jsonb);
  CREATE TABLE proposal_decision (entry bigint, decision text, card_id bigint);
  CREATE TABLE card_revocation (card_id bigint, entry bigint);
  CREATE TABLE standard (ref text PRIMARY KEY, kind text, body jsonb);
  CREATE TABLE calendar_move (case_no text, batch bigint, former text, judged_to timestamptz, moved_at timestamptz);
  CREATE TABLE item_version (id serial PRIMARY KEY, code text, version int, effective_from timestamptz, body jsonb,
    created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE org (code text PRIMARY KEY);
  CREATE TABLE hint (id bigserial, rule text, key text, status text, org text, item text, window_from timestamptz,
    window_before timestamptz, found_at timestamptz, body jsonb);
  CREATE TABLE hint_run (rule text PRIMARY KEY, ran_at timestamptz);
  CREATE TABLE sequence_gap (feed int, source text, first bigint, last bigint, since timestamptz);`;
