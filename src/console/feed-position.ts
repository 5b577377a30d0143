/** Where one has read the change feed up to: changes are ordered by transaction, then by number. */
export interface FeedPosition {
  readonly xid: bigint;
  readonly id: bigint;
}

/** Before the first change. */
export const FEED_START: FeedPosition = { xid: 0n, id: 0n };

/** Negative: `a` lies before `b`. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

/** The cursor that consoles keep. `epoch` changes when the database is restored: older cursors then mean nothing. */
export const cursorOf = (epoch: string, { xid, id }: FeedPosition): string => `${epoch}.${xid}.${id}`;

const MAX_XID = 2n ** 64n - 1n;
const MAX_ID = 2n ** 63n - 1n;

/** The position of a cursor of this epoch; `undefined` for anything else. */
export function positionOf(epoch: string, cursor: unknown): FeedPosition | undefined {
  if (typeof cursor !== 'string' || cursor.length > 100) return undefined;
  const parts = /^([0-9a-f]+)\.(\d{1,20})\.(\d{1,19})$/.exec(cursor);
  if (!parts || parts[1] !== epoch) return undefined;
  const position = { xid: BigInt(parts[2] ?? ''), id: BigInt(parts[3] ?? '') };
  return position.xid <= MAX_XID && position.id <= MAX_ID ? position : undefined;
}
