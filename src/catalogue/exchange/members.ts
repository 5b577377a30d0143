/** The plain JSON of a value: no members that are undefined. */
export const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `promised.amount`. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const name of path.split('.')) {
    if (!isMembers(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** Puts a value at `promised.amount`; false: something else than an object is in the way. */
export function put(members: Members, path: string, value: unknown): boolean {
  const names = path.split('.');
  const last = names.pop()!;
  let inner = members;
  for (const name of names) {
    const next = (inner[name] ??= {});
    if (!isMembers(next)) return false;
    inner = next;
  }
  if (Object.hasOwn(inner, last)) return false;
  inner[last] = value;
  return true;
}
