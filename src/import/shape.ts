/** Walks a parsed YAML value and gathers every fault with its path, instead of stopping at the first. */
export class Shape {
  constructor(
    readonly value: unknown,
    readonly path: string,
    readonly faults: string[],
  ) {}

  fault(reason: string): undefined {
    this.faults.push(`${this.path || '(top)'}: ${reason}`);
    return undefined;
  }

  get present(): boolean {
    return this.value !== undefined;
  }

  /** The members of an object; unknown ones are refused by name, absent ones have `present` false. */
  object<K extends string>(...known: K[]): Record<K, Shape> | undefined {
    const record = this.#record();
    if (!record) return this.fault(`must be an object with ${known.join(', ')}`);
    for (const name of Object.keys(record)) {
      if (!(known as string[]).includes(name))
        this.#child(name, undefined).fault(`unknown member (known: ${known.join(', ')})`);
    }
    const members = known.map((name) => [
      name,
      this.#child(name, Object.hasOwn(record, name) ? record[name] : undefined),
    ]);
    return Object.fromEntries(members) as Record<K, Shape>;
  }

  /** An object whose members' names are free. */
  entries(): [string, Shape][] | undefined {
    const record = this.#record();
    if (!record) return this.fault('must be an object');
    return Object.entries(record).map(([name, value]) => [name, this.#child(name, value)]);
  }

  list(): Shape[] | undefined {
    if (!Array.isArray(this.value)) return this.fault('must be a list');
    return this.value.map((value: unknown, i) => new Shape(value, `${this.path}[${i}]`, this.faults));
  }

  text(): string | undefined {
    if (typeof this.value === 'string' && this.value.trim() !== '') return this.value;
    return this.fault(this.present ? 'must be a text that is not blank' : 'is missing');
  }

  oneOf<T extends string>(...allowed: readonly T[]): T | undefined {
    const found = allowed.find((value) => value === this.value);
    return (
      found ??
      this.fault(this.present ? `must be one of ${allowed.join(', ')}` : `is missing (one of ${allowed.join(', ')})`)
    );
  }

  scalar(): string | number | boolean | undefined {
    if (typeof this.value === 'string' || typeof this.value === 'number' || typeof this.value === 'boolean')
      return this.value;
    return this.fault('must be a text, a number, true or false');
  }

  #record(): Record<string, unknown> | undefined {
    const plain = typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
    return plain ? (this.value as Record<string, unknown>) : undefined;
  }

  #child(name: string, value: unknown): Shape {
    return new Shape(value, this.path ? `${this.path}.${name}` : name, this.faults);
  }
}
