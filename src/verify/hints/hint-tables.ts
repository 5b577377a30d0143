import type { Instant } from '../../domain/instant.js';
import { groupBy } from '../group.js';
import { ms, type VerifyRepository } from '../verify.repository.js';
import type { StoredHint } from './hint.js';
import type { PromiseVersion } from './limit-changed.js';
import type { NumberedEvent } from './sequence-gaps.js';
import type { Registers } from './unknown-codes.js';

const NUMBERS_AT_ONCE = 10_000;
/** Of stored events and of those that were turned down; cast only where it is a number that the column can hold. */
const NUMBERED = `SELECT f.name AS feed, sent.source, sent.n::bigint AS n, sent.received_at
  FROM (
    SELECT feed, source, extensions::jsonb->>'sequence' AS n, received_at FROM event
    WHERE extensions LIKE '%"sequence":%'
    UNION ALL
    SELECT feed, source, (regexp_match(body, '"sequence"\\s*:\\s*"?(\\d+)"?\\s*[,}]'))[1], received_at FROM quarantine
    WHERE body LIKE '%"sequence"%') sent
  JOIN feed f ON f.id = sent.feed
  WHERE sent.source IS NOT NULL AND length(sent.n) BETWEEN 1 AND 18 AND sent.n ~ '^[0-9]+$'`;

/** What is stored of the hints over many cases, and the rows that no case has. */
export class HintTables {
  constructor(private readonly repository: VerifyRepository) {}

  async runs(): Promise<ReadonlyMap<string, Instant>> {
    const rows = await this.repository.rows<{ rule: string; at: Instant }>(
      `SELECT rule, ${ms('ran_at', 'at')} FROM hint_run`,
    );
    return new Map(rows.map(({ rule, at }) => [rule, at]));
  }

  async stored(): Promise<ReadonlyMap<string, StoredHint[]>> {
    const rows = await this.repository.rows<StoredHint>(
      `SELECT rule, key, status, org, item, ${ms('window_from', '"from"')}, ${ms('window_before', 'before')},
         ${ms('found_at', '"foundAt"')}, CASE WHEN status = 'open' THEN body END AS body FROM hint ORDER BY id`,
    );
    return groupBy(rows, ({ rule }) => rule);
  }

  promises(): Promise<PromiseVersion[]> {
    return this.repository.rows(
      `SELECT id, code, version, ${ms('effective_from', '"effectiveFrom"')}, ${ms('created_at', '"createdAt"')},
         body->>'name' AS name, body->'promised' AS promised FROM item_version ORDER BY id`,
    );
  }

  /** Organisations have no time of their own: it is that of the version of the catalogue, where there is one. */
  async registers(): Promise<Registers> {
    const dated = (sql: string): Promise<{ code: string; at: Instant | null }[]> => this.repository.rows(sql);
    const items = await dated(`SELECT code, ${ms('min(created_at)', 'at')} FROM item_version GROUP BY code`);
    const orgs = await dated(
      `SELECT o.code, ${ms('max(greatest(v.created_at, v.effective_from))', 'at')} FROM org o
       LEFT JOIN catalogue_version v ON v.kind = 'organisations' AND v.code = o.code GROUP BY o.code`,
    );
    const byCode = (rows: readonly { code: string; at: Instant | null }[]): Map<string, Instant> =>
      new Map(rows.map(({ code, at }) => [code, at ?? -Infinity]));
    return { items: byCode(items), orgs: byCode(orgs) };
  }

  /** When each gap of a numbering was seen first, by the key of its hint. */
  async gapsSeen(): Promise<ReadonlyMap<string, Instant>> {
    const rows = await this.repository.rows<{ key: string; at: Instant }>(
      `SELECT concat_ws('|', f.name, g.source, g.first, g.last) AS key, ${ms('g.since', 'at')}
       FROM sequence_gap g JOIN feed f ON f.id = g.feed`,
    );
    return new Map(rows.map(({ key, at }) => [key, at]));
  }

  /** Events of sources that number, by source and number; a few thousand at a time. */
  async *numbered(): AsyncGenerator<NumberedEvent> {
    const columns = `feed, source, n::text AS n, ${ms('received_at', '"receivedAt"')}`;
    await this.repository.rows(
      `DECLARE numbered_event NO SCROLL CURSOR FOR
       SELECT ${columns} FROM (${NUMBERED}) numbered ORDER BY numbered.feed, numbered.source, numbered.n, received_at`,
    );
    for (;;) {
      const rows = await this.repository.rows<Omit<NumberedEvent, 'n'> & { n: string }>(
        `FETCH ${NUMBERS_AT_ONCE} FROM numbered_event`,
      );
      if (rows.length === 0) break;
      for (const { n, ...row } of rows) yield { ...row, n: BigInt(n) };
    }
    await this.repository.rows('CLOSE numbered_event');
  }
}
