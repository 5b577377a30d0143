/** Conditions with their values; `$n` are given out in order. */
export class SqlConditions {
  readonly values: unknown[] = [];
  private readonly conditions: string[] = [];

  /** `?` in the condition stands for the value. */
  add(condition: string, value: unknown): this {
    this.values.push(value);
    this.conditions.push(condition.replace('?', `$${this.values.length}`));
    return this;
  }

  /** Restricts to what a viewer with this scope may see; the same rule as `canSee` in src/identity/account.ts. */
  visible(scope: string | undefined, column: string): this {
    if (scope === undefined) return this;
    return scope.endsWith('*')
      ? this.add(`starts_with(${column}, ?)`, scope.slice(0, -1))
      : this.add(`${column} = ?`, scope);
  }

  get where(): string {
    return this.conditions.length > 0 ? `WHERE ${this.conditions.join(' AND ')}` : '';
  }
}
