/** Remembers answers for a short time and asks once for callers that come together. Bounded: the oldest goes first. */
export class BriefCache<T> {
  private readonly entries = new Map<string, { readonly until: number; readonly value: Promise<T> }>();

  constructor(
    /** Milliseconds. */
    private readonly lifetime: number,
    private readonly capacity = 1_000,
  ) {}

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    const now = performance.now();
    if (known && known.until > now) return known.value;
    this.entries.delete(key);
    const oldest = this.entries.size >= this.capacity ? this.entries.keys().next().value : undefined;
    if (oldest !== undefined) this.entries.delete(oldest);
    const entry = { until: now + this.lifetime, value: ask() };
    this.entries.set(key, entry);
    // A failure must not be remembered; the caller sees it through the promise it was given.
    entry.value.catch(() => this.entries.get(key) === entry && this.entries.delete(key));
    return entry.value;
  }

  forget(key: string): void {
    this.entries.delete(key);
  }
}
