/** `2026-11`, the month in Shanghai by the clock of the viewer: what a page shows that is asked for none. */
export const thisMonth = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

/** By the clock of the viewer: how a time is written, and how long ago it was; never whether something is late. */
export const viewerNow = (): number => Date.now();
