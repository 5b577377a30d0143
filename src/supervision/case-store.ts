import type { PoolClient } from 'pg';
import type { Instant } from '../domain/instant.js';
import { changeOf, raisedLine } from './case-file-text.js';
import type { CaseRow } from './case-row.js';

const [BREAK, NULL] = ['\u0001', '\u0002'];

/**
 * A column in one text, `string_to_array(…, chr(1), chr(2))` in SQL: an array literal would be escaped value by value.
 * For values without control characters that are never the empty text.
 */
export const packed = (values: readonly (string | number | null)[]): string => values.map((v) => v ?? NULL).join(BREAK);

/** Milliseconds since 1970. */
const instants = (values: readonly (Instant | undefined)[]): string =>
  packed(values.map((v) => (v === undefined || !Number.isFinite(v) ? null : v)));

const columnsOf = (rows: readonly CaseRow[]): unknown[] => [
  rows.map((r) => r.caseNo),
  rows.map((r) => r.item),
  rows.map((r) => r.org),
  packed(rows.map((r) => r.state)),
  packed(rows.map((r) => changeOf(r.stored, r.file))),
  packed(rows.map((r) => `{${r.feeds.join(',')}}`)),
  packed(rows.map((r) => r.parkedFeed)),
  instants(rows.map((r) => r.nextAt)),
  instants(rows.map((r) => r.receivedAt)),
  instants(rows.map((r) => r.endedAt)),
  instants(rows.map((r) => r.judgedTo)),
  packed(rows.map((r) => (r.notComputable ? 't' : 'f'))),
  instants(rows.map((r) => r.acceptedAt)),
  instants(rows.map((r) => r.promisedDue)),
  instants(rows.map((r) => r.statutoryDue)),
  rows.map((r) => r.applicant ?? null),
  rows.map((r) => r.officer ?? null),
];

/** The columns of `columnsOf` as parameters 1 to 17. */
const COLUMNS = [
  ...['$1::text[]', '$2::text[]', '$3::text[]'],
  ...Array.from({ length: 12 }, (_, i) => `string_to_array($${i + 4}, chr(1), chr(2))`),
  ...['$16::text[]', '$17::text[]'],
].join(', ');
const NAMES = `case_no, item, org, state, file, feeds, parked_feed, next_at, received_at, ended_at, judged_to, not_computable,
  accepted_at, promised_due, statutory_due, applicant, officer`;
const instantOf = (name: string): string => `to_timestamp(v.${name}::float8 / 1000)`;

/** Writes the cases back, every column as the row has it; `false` when another process has opened one of the new ones meanwhile, or a known one is gone. */
export async function storeCases(client: PoolClient, rows: readonly CaseRow[]): Promise<boolean> {
  const known = rows.filter((r) => r.version > 0);
  const opened = rows.filter((r) => r.version === 0);
  if (known.length > 0) {
    const updated = await client.query({
      name: 'update-cases',
      text: `UPDATE case_file c SET item = v.item, org = v.org, state = v.state, feeds = v.feeds::int[],
          file = CASE WHEN v.file IS NULL THEN c.file WHEN left(v.file, 1) = chr(10) THEN c.file || v.file ELSE v.file END,
          parked_feed = v.parked_feed::int, next_at = ${instantOf('next_at')},
          received_at = ${instantOf('received_at')}, accepted_at = ${instantOf('accepted_at')}, ended_at = ${instantOf('ended_at')},
          judged_to = ${instantOf('judged_to')}, not_computable = v.not_computable::bool, promised_due = ${instantOf('promised_due')},
          statutory_due = ${instantOf('statutory_due')}, applicant = v.applicant, officer = v.officer, version = c.version + 1
        FROM unnest(${COLUMNS}) AS v (${NAMES}) WHERE c.case_no = v.case_no`,
      values: columnsOf(known),
    });
    if (updated.rowCount !== known.length) return false;
  }
  if (opened.length === 0) return true;
  const { rowCount } = await client.query({
    name: 'insert-cases',
    text: `INSERT INTO case_file (${NAMES}, catalogue_rev, calendar, profile, version)
      SELECT v.case_no, v.item, v.org, v.state, v.file, v.feeds::int[], v.parked_feed::int, ${instantOf('next_at')}, ${instantOf('received_at')},
        ${instantOf('ended_at')}, ${instantOf('judged_to')}, v.not_computable::bool, ${instantOf('accepted_at')}, ${instantOf('promised_due')},
        ${instantOf('statutory_due')}, v.applicant, v.officer, v.rev, v.calendar, v.profile, 1
      FROM unnest(${COLUMNS}, $18::int[], $19::text[], $20::text[]) AS v (${NAMES}, rev, calendar, profile)
      ORDER BY v.case_no ON CONFLICT (case_no) DO NOTHING`,
    values: [
      ...columnsOf(opened),
      opened.map((r) => r.refs.rev),
      opened.map((r) => r.refs.calendar),
      opened.map((r) => r.refs.profile),
    ],
  });
  return rowCount === opened.length;
}

/** The case has a card from now on: late events are attached to it as evidence. */
export async function noteRaised(client: PoolClient, caseNo: string, key: string): Promise<void> {
  await client.query('UPDATE case_file SET file = file || $2, version = version + 1 WHERE case_no = $1', [
    caseNo,
    raisedLine(key),
  ]);
}
