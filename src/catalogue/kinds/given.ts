import { decimalOf, decimalText } from '../../domain/decimal.js';
import { dayFromIso } from '../../domain/instant.js';

/** What cannot be read in something that is kept as given, and where: `fees[0].amount`. */
export interface GuideWarning {
  readonly member: string;
  readonly zh: string;
  readonly en: string;
}

/** A value that is not what its reader needs; the place and the reason. */
export class UnreadError extends Error {
  constructor(readonly warning: GuideWarning) {
    super(`${warning.member}: ${warning.en}`);
    this.name = 'UnreadError';
  }
}

/** A value as somebody has given it, that knows where it stands. Its readers throw an UnreadError. */
export class Given {
  constructor(
    readonly value: unknown,
    readonly member: string,
  ) {}

  fail(zh: string, en: string): never {
    throw new UnreadError({ member: this.member, zh, en });
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  at(name: string): Given {
    if (!this.isObject) this.fail('应为对象', 'must be an object');
    return new Given(new Map(Object.entries(this.value as object)).get(name), `${this.member}.${name}`);
  }

  list(): readonly Given[] {
    if (!Array.isArray(this.value)) this.fail('应为数组', 'must be a list');
    return this.value.map((value: unknown, i) => new Given(value, `${this.member}[${i}]`));
  }

  /** At least one entry. */
  filled(): readonly Given[] {
    const entries = this.list();
    return entries.length > 0 ? entries : this.fail('不能为空', 'must not be empty');
  }

  maybe<T>(read: (given: Given) => T): T | undefined {
    return this.isAbsent ? undefined : read(this);
  }

  /** A number counts as the text of it: YAML writes the code 01 as a text and the code 1 as a number. */
  text(): string {
    const text = typeof this.value === 'number' ? String(this.value) : this.value;
    return typeof text === 'string' && text.trim() !== '' ? text.trim() : this.fail('应为文字', 'must be a text');
  }

  number(): number {
    const number = decimalOf(this.value);
    return number ? Number(decimalText(number)) : this.fail('应为数字', 'must be a number');
  }

  flag(): boolean {
    return typeof this.value === 'boolean' ? this.value : this.fail('应为 true 或 false', 'must be true or false');
  }

  /** `YYYY-MM-DD` */
  day(): string {
    const text = this.text();
    try {
      dayFromIso(text);
      return text;
    } catch {
      return this.fail('应为日期（YYYY-MM-DD）', 'must be a date (YYYY-MM-DD)');
    }
  }

  scalar(): string | number | boolean {
    const { value } = this;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : this.fail('应为文字、数字或布尔值', 'must be a text, a number or a boolean');
  }
}

/** What a reader gives, or why it could not. */
export function attempt<T>(read: () => T, warnings: GuideWarning[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadError)) throw error;
    warnings.push(error.warning);
    return undefined;
  }
}

/**
 * Every entry of a list, or nothing: of a list that is known in part nobody can say what is not in it.
 * An absent list is not known; an empty one says that there is none.
 */
export function allOf<T>(list: Given, read: (entry: Given) => T, warnings: GuideWarning[]): readonly T[] | undefined {
  const entries = list.isAbsent ? undefined : attempt(() => list.list(), warnings);
  const values = entries?.map((entry) => attempt(() => ({ value: read(entry) }), warnings));
  return values?.every((one) => one !== undefined) ? values.map(({ value }) => value) : undefined;
}
