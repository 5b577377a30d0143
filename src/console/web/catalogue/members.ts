export type Members = Readonly<Record<string, unknown>>;
export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reading and writing single members of a body that may hold anything; what a form does not know stays as it is. */
export const textIn = (of: Members, member: string): string => {
  const value = of[member];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

export const membersIn = (of: Members, member: string): Members | null => {
  const value = of[member];
  return isMembers(value) ? value : null;
};

export const listIn = (of: Members, member: string): readonly Members[] => {
  const value = of[member];
  return Array.isArray(value) ? value.map((one) => (isMembers(one) ? one : { name: one })) : [];
};

/** Without the member where there is no value: absent is not known, which is not the same as none. */
export function withMember(of: Members, member: string, value: unknown): Members {
  if (value === undefined) return Object.fromEntries(Object.entries(of).filter(([name]) => name !== member));
  return { ...of, [member]: value };
}

export const textOrNone = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

/** A number where it is one; the server says what is wrong with anything else. */
export const numberOrText = (text: string): number | string | undefined => {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return Number.isFinite(Number(trimmed)) ? Number(trimmed) : trimmed;
};

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Of a text field or a choice. */
export const inputText = (event: Event): string => (event.target as EventTarget & { readonly value: string }).value;
