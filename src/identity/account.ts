export const ROLES = ['inspector', 'head', 'province', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** A person who may sign in. */
export interface Account {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** Organisation or region code (trailing `*` = prefix) that the person may see; `null`: everything. */
  readonly org: string | null;
}

/** What an account may see, as a value that queries and pushes compare with. `undefined`: everything. */
export const visibleOrg = (account: Account): string | undefined => account.org ?? undefined;

/** May a viewer with this scope see a row of this organisation? Rows without organisation are for unlimited viewers. */
export const canSee = (scope: string | undefined, org: string | null): boolean =>
  scope === undefined || (org !== null && (scope.endsWith('*') ? org.startsWith(scope.slice(0, -1)) : org === scope));
