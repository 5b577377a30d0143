import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Day, dayFromIso } from '../../domain/instant.js';

/** A configuration file that says something wrong: which file, where in it, and why. */
export class ConfigFileError extends Error {
  constructor(
    readonly file: string,
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${file}: ${path ? `${path}: ` : ''}${reason}`);
    this.name = 'ConfigFileError';
  }
}

/** A value in a YAML file that knows where it stands, so that every complaint can name the place. */
export class YamlNode {
  constructor(
    readonly file: string,
    readonly path: string,
    readonly value: unknown,
  ) {}

  static read(file: string): YamlNode {
    try {
      return new YamlNode(file, '', parse(readFileSync(file, 'utf8')));
    } catch (error) {
      throw new ConfigFileError(file, '', error instanceof Error ? error.message : String(error));
    }
  }

  fail(reason: string): never {
    throw new ConfigFileError(this.file, this.path, reason);
  }

  /** The members of an object; fails on a missing and on an unknown one. Absent optional members are absent. */
  members<R extends string, O extends string = never>(
    required: readonly R[],
    optional: readonly O[] = [],
  ): Record<R, YamlNode> & Partial<Record<O, YamlNode>> {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value))
      this.fail('must be an object');
    const known: readonly string[] = [...required, ...optional];
    const nodes: Record<string, YamlNode> = {};
    for (const [name, value] of Object.entries(this.value)) {
      if (!known.includes(name)) this.fail(`unknown member "${name}"; known: ${known.join(', ')}`);
      nodes[name] = new YamlNode(this.file, this.path ? `${this.path}.${name}` : name, value);
    }
    for (const name of required) if (!nodes[name]) this.fail(`member "${name}" is missing`);
    return nodes as Record<R, YamlNode> & Partial<Record<O, YamlNode>>;
  }

  /** The members of an object whose names are free. */
  entries(): [name: string, node: YamlNode][] {
    const { value, file, path } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail('must be an object');
    return Object.entries(value).map(([name, inner]) => [
      name,
      new YamlNode(file, path ? `${path}.${name}` : name, inner),
    ]);
  }

  list(): YamlNode[] {
    if (!Array.isArray(this.value)) this.fail('must be a list');
    return this.value.map((value, i) => new YamlNode(this.file, `${this.path}[${i}]`, value));
  }

  text(): string {
    if (typeof this.value !== 'string' || this.value.trim() === '') this.fail('must be a text');
    return this.value;
  }

  flag(): boolean {
    if (typeof this.value !== 'boolean') this.fail('must be true or false');
    return this.value;
  }

  /** `YYYY-MM-DD`; `text` when only a part of the node is the date. */
  date(text = this.text()): Day {
    return this.attempt(() => dayFromIso(text));
  }

  /** Runs a parser of the domain and lends its RangeError this place. */
  attempt<T>(parser: () => T): T {
    try {
      return parser();
    } catch (error) {
      if (error instanceof RangeError) this.fail(error.message);
      throw error;
    }
  }
}
