import type pg from 'pg';
import { FrozenStandards } from '../catalogue/in-force/frozen-standards.js';
import { ItemIndex } from '../catalogue/items/item.index.js';
import { type ItemRecord, judgedVersion } from '../catalogue/items/item.js';
import { Overlay } from '../catalogue/in-force/overlay.js';
import { Regimes } from '../catalogue/in-force/regimes.js';
import { StandardIndex } from '../catalogue/in-force/standard.index.js';
import type { StandardRecord } from '../catalogue/in-force/standard.repository.js';
import type { StoredVersion } from '../catalogue/versions/version.js';
import type { StandardBody } from '../console/catalogue.protocol.js';
import { ownTimeOf } from '../database/case.sql.js';
import { SqlConditions } from '../database/conditions.sql.js';
import { ms, msAs } from '../database/sql.js';
import type { EventType } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import type { ReportedData, ReportedEvent } from '../domain/review/reported-event.js';
import type { Standards } from '../domain/standards.js';
import { CATALOGUE_KIND } from './draft.js';
import { basisOf } from './basis.sql.js';
import type { TrialOrder } from './worker.protocol.js';

export interface StoredCase {
  readonly caseNo: string;
  readonly item: string | null;
  readonly org: string | null;
  readonly rev: number;
  readonly calendar: string;
  readonly profile: string;
  readonly received: Instant;
  /** Null: nothing has been judged yet. */
  readonly ownTime: Instant | null;
  /** The feeds that count for it. */
  readonly feeds: readonly number[];
}

interface EventRow extends Omit<ReportedEvent, 'data'> {
  readonly caseNo: string;
  readonly type: EventType;
  readonly data: string;
}

const EVENT = `case_no AS "caseNo", source, id, feed, type, ${msAs('occurred_at', 'at')}, ${msAs('recorded_at', 'recordedAt')},
  ${msAs('received_at', 'receivedAt')}, data`;
const VERSION = `id, kind, code, version, ${msAs('effective_from', 'effectiveFrom')}, body, origin,
  ${msAs('created_at', 'createdAt')}, created_by AS "createdBy", checker, note, draft`;

/** One snapshot of the cases of a period, their events and the standards that they keep; reads only. */
export class StoredCases {
  private readonly items = new ItemIndex();
  private readonly registered = new StandardIndex();
  private readonly frozen = new FrozenStandards();
  private readonly regimes = new Regimes((ref) => this.frozen.keptProfile(ref));
  private readonly standards = new Map<string, Standards>();
  private versions: readonly StoredVersion[] = [];

  constructor(
    private readonly client: pg.Client,
    private readonly order: TrialOrder,
  ) {}

  /** Takes the snapshot. Gives the standards as they would be with the draft in force. */
  async begin(): Promise<Overlay> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // All cores of the database are for the live line.
    await this.client.query('SET LOCAL max_parallel_workers_per_gather = 0');
    this.frozen.add(await this.rows<StandardRecord>('SELECT ref, kind, body FROM standard'));
    this.versions = await this.rows<StoredVersion>(`SELECT ${VERSION} FROM catalogue_entry ORDER BY id`);
    this.items.add(this.versions.flatMap((v) => (v.kind === 'items' ? [judgedVersion(v as ItemRecord)] : [])));
    this.registered.add(this.versions);
    this.regimes.add(this.versions);
    const [{ now } = { now: 0 }] = await this.rows<{ now: Instant }>(`SELECT ${ms('now()')} AS now`);
    const { draft } = this.order;
    const { regimes, items, registered } = this;
    return new Overlay(
      { ...draft, kind: CATALOGUE_KIND[draft.kind] },
      {
        ...{ regimes, items, registered },
        standing: { rev: this.versions.at(-1)?.id ?? 0, at: now },
        standards: ({ rev, calendar, profile }) => this.standardsOf({ rev, calendar, profile }),
      },
    );
  }

  /** Cases of the period, and those among them that the draft could concern. */
  async count(): Promise<{ total: number; concerned: number }> {
    const count = async (conditions: SqlConditions): Promise<number> => {
      const sql = `SELECT count(*)::int AS n FROM case_file c ${conditions.where}`;
      return (await this.rows<{ n: number }>(sql, conditions.values))[0]?.n ?? 0;
    };
    return { total: await count(this.period()), concerned: await count(this.concerned()) };
  }

  /** The cases that the draft could concern, some at a time, in the order in which they were received. */
  async *chunks(size: number): AsyncGenerator<StoredCase[]> {
    const { where, values } = this.concerned();
    await this.client.query(
      `DECLARE tried_case NO SCROLL CURSOR FOR
       SELECT c.case_no AS "caseNo", c.item, c.org, c.catalogue_rev AS rev, c.calendar, c.profile, c.feeds,
         ${msAs('c.received_at', 'received')}, ${msAs(ownTimeOf('c'), 'ownTime')}
       FROM case_file c ${where} ORDER BY c.received_at, c.case_no`,
      values,
    );
    for (;;) {
      const cases = await this.rows<StoredCase>(`FETCH ${size} FROM tried_case`);
      if (cases.length === 0) return;
      yield cases;
    }
  }

  /** Of each case the events that count. */
  async eventsOf(cases: readonly StoredCase[]): Promise<ReadonlyMap<string, ReportedEvent[]>> {
    const events = new Map<string, ReportedEvent[]>();
    const feeds = new Map(cases.map((one) => [one.caseNo, one.feeds]));
    const rows = await this.rows<EventRow>(`SELECT ${EVENT} FROM event WHERE case_no = ANY($1::text[])`, [
      [...feeds.keys()],
    ]);
    for (const { caseNo, data, ...event } of rows) {
      if (!feeds.get(caseNo)?.includes(event.feed)) continue;
      const known = events.get(caseNo) ?? [];
      known.push({ ...event, data: JSON.parse(data) as ReportedData });
      events.set(caseNo, known);
    }
    return events;
  }

  async basesOf(caseNos: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.rows<{ caseNo: string; basis: string }>(
      `SELECT c.case_no AS "caseNo", ${basisOf('c')} AS basis FROM case_file c WHERE c.case_no = ANY($1::text[])`,
      [caseNos],
    );
    return new Map(rows.map(({ caseNo, basis }) => [caseNo, basis]));
  }

  /** One object for all cases that keep the same. @throws UnknownStandard */
  standardsOf({ rev, calendar, profile }: Pick<StoredCase, 'rev' | 'calendar' | 'profile'>): Standards {
    const name = `${rev} ${calendar} ${profile}`;
    const known = this.standards.get(name);
    if (known) return known;
    const standards: Standards = {
      calendar: this.frozen.calendar(calendar),
      profile: this.frozen.profile(profile),
      itemAt: (code, at) => {
        const item = this.items.at(code, at, rev);
        return item && this.registered.join(item, at, rev);
      },
    };
    this.standards.set(name, standards);
    return standards;
  }

  private period(): SqlConditions {
    const { from, before, org, scope } = this.order;
    const conditions = new SqlConditions()
      .add('c.received_at >= ?', new Date(from))
      .add('c.received_at < ?', new Date(before))
      .visible(scope ?? undefined, 'c.org');
    if (org?.endsWith('*')) conditions.visible(org, 'c.org');
    else if (org !== null)
      conditions.add(
        `c.org IN (WITH RECURSIVE below (code) AS (
           SELECT ?::text UNION SELECT o.code FROM below b JOIN org o ON o.parent = b.code) SELECT code FROM below)`,
        org,
      );
    return conditions;
  }

  private concerned(): SqlConditions {
    const conditions = this.period();
    const { draft } = this.order;
    switch (draft.kind) {
      case 'item':
        return conditions.add('c.item = ?', draft.code);
      case 'discretion':
        return conditions.add('c.item = ANY(?::text[])', this.itemsNamed());
      case 'calendar':
      case 'profile':
        return conditions;
    }
  }

  /** By the draft of a discretion row, or by a version of it. */
  private itemsNamed(): string[] {
    const { draft } = this.order;
    const versions = this.versions.filter(({ kind, code }) => kind === 'standards' && code === draft.code);
    return [...new Set([draft, ...versions].flatMap(({ body }) => (body as StandardBody).items ?? []))];
  }

  private async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.client.query(sql, values)).rows as T[];
  }
}
