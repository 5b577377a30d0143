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
