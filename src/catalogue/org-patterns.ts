/** An organisation code, or `prefix*` for everything below. */
export const ORG_PATTERN = /^[^*\s]*\*?$/;

/** Organisation → what its pattern names: the exact code, else the longest prefix, else the default. */
export function orgMatcher<T>(patterns: ReadonlyMap<string, T>, otherwise: T): (org: string) => T {
  const prefixes = [...patterns]
    .filter(([pattern]) => pattern.endsWith('*'))
    .map(([pattern, named]) => [pattern.slice(0, -1), named] as const)
    .sort(([a], [b]) => b.length - a.length);
  return (org) => patterns.get(org) ?? prefixes.find(([prefix]) => org.startsWith(prefix))?.[1] ?? otherwise;
}
