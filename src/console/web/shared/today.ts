/** `2026-11-22T15:20:00.000+08:00`, by the clock of the viewer: what counts as today. */
export const shanghaiNow = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

/** `2026-11`, the month in Shanghai by the clock of the viewer: what a page shows that is asked for none. */
export const thisMonth = (): string => shanghaiNow().slice(0, 7);

/** By the clock of the viewer: how a time is written, and how long ago it was; never whether something is late. */
export const viewerNow = (): number => Date.now();
