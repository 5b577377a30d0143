import type pg from 'pg';
import type { Delivery } from './delivery.js';
import { TryLater } from './try-later.js';

/** Held cases that one process remembers at most. */
const MAX_KNOWN = 1_000;

/** Another session keeps the row of a case locked: what bears on this case must come again. */
export class CaseHeld extends TryLater {
  override readonly name = 'CaseHeld';
}

/**
 * Cases that another session holds for long. The first batch that meets one waits for it (`LOCK_TIMEOUT_MS`); from then
 * on what bears on the case is turned away at once, until it is free, and everything else goes on.
 */
export class HeldCases {
  private readonly known = new Set<string>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly log: (message: string, error: unknown) => void,
  ) {}

  /** Turns away what bears on cases that were found held before and still are; gives the others. */
  async withoutKnown(batch: readonly Delivery[]): Promise<readonly Delivery[]> {
    if (this.known.size === 0) return batch;
    return this.withoutHeld(batch, (caseNo) => this.known.has(caseNo));
  }

  /** Turns away what bears on cases that are held now; gives the others. */
  async withoutHeld(
    batch: readonly Delivery[],
    isSuspect: (caseNo: string) => boolean = () => true,
  ): Promise<readonly Delivery[]> {
    const suspects = [...new Set(batch.flatMap(casesOf))].filter(isSuspect);
    if (suspects.length === 0) return batch;
    const held = new Set(await heldAmong(this.pool, suspects));
    this.remember(suspects, held);
    const rest = batch.filter((delivery) => !casesOf(delivery).some((caseNo) => held.has(caseNo)));
    const error = new CaseHeld(`another session holds ${[...held].slice(0, 10).join(', ')}`);
    for (const delivery of batch) if (!rest.includes(delivery)) delivery.reject(error);
    return rest;
  }

  private remember(suspects: readonly string[], held: ReadonlySet<string>): void {
    for (const caseNo of suspects) if (!held.has(caseNo)) this.known.delete(caseNo);
    const fresh = [...held].filter((caseNo) => !this.known.has(caseNo));
    if (fresh.length === 0) return;
    if (this.known.size + fresh.length > MAX_KNOWN) this.known.clear();
    for (const caseNo of fresh.slice(0, MAX_KNOWN)) this.known.add(caseNo);
    this.log(`${fresh.length} cases are held by another session`, fresh.slice(0, 10).join(', '));
  }
}

const casesOf = ({ events }: Delivery): string[] => events.flatMap(({ caseNo }) => (caseNo === null ? [] : [caseNo]));

async function heldAmong(pool: pg.Pool, caseNos: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ case_no: string }>(
    `WITH free AS (SELECT case_no FROM case_file WHERE case_no = ANY($1::text[]) FOR UPDATE SKIP LOCKED)
     SELECT c.case_no FROM case_file c WHERE c.case_no = ANY($1::text[]) AND c.case_no NOT IN (SELECT case_no FROM free)`,
    [caseNos],
  );
  return rows.map((r) => r.case_no);
}
