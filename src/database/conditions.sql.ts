/** Conditions with their values; `$n` are given out in order. */
export class SqlConditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** Each `?` in the condition stands for the value. */
  add(condition: string, value: unknown): this {
    const name = this.bind(value);
    return this.that(condition.replaceAll('?', () => name));
  }

  /** A condition without a value. */
  that(condition: string): this {
    this.conditions.push(condition);
    return this;
  }

  /** Keeps a value for use outside the conditions; gives its `$n`. */
  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** Restricts to what a viewer with this scope may see. */
  visible(scope: string | undefined, column: string): this {
    return scope === undefined ? this : this.that(this.seen(scope, column));
  }

  /** What a viewer with this scope may see, as a condition; the same rule as `canSee` in src/identity/account.ts. */
  seen(scope: string | undefined, column: string): string {
    if (scope === undefined) return 'true';
    return scope.endsWith('*')
      ? `starts_with(${column}, ${this.bind(scope.slice(0, -1))})`
      : `${column} = ${this.bind(scope)}`;
  }

  get where(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }
}
