import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Queries } from '../versions/publish-lock.js';

/** A calendar or a rule profile as it is kept, for ever. */
export interface StandardRecord {
  /** `code@version` */
  readonly ref: string;
  readonly kind: 'calendar' | 'profile';
  readonly body: unknown;
}

/** Adds those that are not there yet. Gives the refs that are there with another body. */
export async function keepStandards(manager: Queries, records: readonly StandardRecord[]): Promise<string[]> {
  const given = [records.map((r) => r.ref), records.map((r) => r.kind), records.map((r) => JSON.stringify(r.body))];
  const rows = 'unnest($1::text[], $2::text[], $3::jsonb[]) AS given (ref, kind, body)';
  // In one order, so that two processes cannot wait for each other.
  await manager.query(
    `INSERT INTO standard (ref, kind, body) SELECT * FROM ${rows} ORDER BY ref ON CONFLICT (ref) DO NOTHING`,
    given,
  );
  const others: { ref: string }[] = await manager.query(
    `SELECT given.ref FROM ${rows} JOIN standard USING (ref)
     WHERE (standard.kind, standard.body) IS DISTINCT FROM (given.kind, given.body) ORDER BY given.ref`,
    given,
  );
  return others.map(({ ref }) => ref);
}

export const allStandards = (queries: Queries): Promise<StandardRecord[]> =>
  queries.query('SELECT ref, kind, body FROM standard');

@Injectable()
export class StandardRepository {
  constructor(private readonly source: DataSource) {}

  all(): Promise<StandardRecord[]> {
    return allStandards(this.source);
  }

  byRefs(refs: readonly string[]): Promise<StandardRecord[]> {
    return this.source.query('SELECT ref, kind, body FROM standard WHERE ref = ANY($1::text[])', [refs]);
  }
}
