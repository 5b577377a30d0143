/** What is read of the events of a chunk, in bytes of their data; a case that is larger by itself is not reviewed. */
export const MAX_CHUNK_BYTES = 32 * 1024 * 1024;

/** As many as may be read at once, in their order; those that are too large by themselves go along unread. */
export function fitted(caseNos: readonly string[], sizes: ReadonlyMap<string, number>) {
  let bytes = 0;
  const fitting: string[] = [];
  const tooLarge: string[] = [];
  for (const caseNo of caseNos) {
    const size = sizes.get(caseNo) ?? 0;
    if (size > MAX_CHUNK_BYTES) tooLarge.push(caseNo);
    else if (bytes + size <= MAX_CHUNK_BYTES) {
      fitting.push(caseNo);
      bytes += size;
    }
  }
  return { fitting, tooLarge };
}
