import type { Instant } from '../../domain/instant.js';
import { inForceAt } from '../facts.js';
import { groupBy } from '../group.js';
import type { VerifyItemVersion } from '../history.js';
import { membersOf, type GuidedItem } from './guide.js';

/** One version of a discretion standard of the register (裁量基准). */
export interface RegisteredRow {
  readonly id: number;
  readonly code: string;
  readonly effectiveFrom: Instant | null;
  readonly body: unknown;
}

/** Items with the rows that the register has for them at an instant. */
export class Catalogue {
  private readonly codesOf: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    private readonly items: ReadonlyMap<string, readonly VerifyItemVersion[]>,
    private readonly registered: ReadonlyMap<string, readonly RegisteredRow[]>,
  ) {
    const named = [...registered.values()].flat().flatMap((row) => itemsOf(row).map((item) => ({ item, row })));
    const byItem = groupBy(named, ({ item }) => item);
    this.codesOf = new Map([...byItem].map(([item, rows]) => [item, new Set(rows.map(({ row }) => row.code))]));
  }

  item(code: string, at: Instant, revision: number): GuidedItem | undefined {
    const body: GuidedItem | undefined = inForceAt(this.items.get(code) ?? [], at, revision)?.body;
    const rows = [...(this.codesOf.get(code) ?? [])].flatMap((standard) => {
      const row = inForceAt(this.registered.get(standard) ?? [], at, revision);
      return row && itemsOf(row).includes(code) ? [{ ...membersOf(row.body), code: row.code }] : [];
    });
    return body && rows.length > 0 ? { ...body, registered: rows } : body;
  }
}

const itemsOf = ({ body }: RegisteredRow): readonly string[] => {
  const items: unknown = membersOf(body)?.['items'];
  return Array.isArray(items) ? items.filter((item): item is string => typeof item === 'string') : [];
};
