/** Where in a text, counted from 1; columns in characters. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a text ceases to be JSON (RFC 8259), behind its end where it only breaks off; `undefined`: it is JSON. */
export function jsonFault(text: string): Place | undefined {
  const at = new Scan(text).fault();
  if (at === undefined) return undefined;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}

const TOKEN = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** What may come next. */
type Expected = 'value' | 'key' | 'colon' | 'more';

/** Nothing but the grammar, without recursion: a text may be nested as deeply as it is long. */
class Scan {
  private at = 0;
  private expected: Expected = 'value';
  /** Closing brackets that are due. */
  private readonly open: string[] = [];
  /** Just behind an opening bracket, where the closing one may follow at once. */
  private fresh = false;

  constructor(private readonly text: string) {}

  fault(): number | undefined {
    for (;;) {
      while (' \t\n\r'.includes(this.text[this.at] ?? 'x')) this.at++;
      const isWhole = this.expected === 'more' && this.open.length === 0;
      if (this.at >= this.text.length) return isWhole ? undefined : this.text.length;
      if (isWhole || !this.step(this.text[this.at]!)) return this.at;
    }
  }

  /** Takes one token; false where there is none that may stand here, `at` then being the fault. */
  private step(c: string): boolean {
    if (c === this.open.at(-1) && (this.expected === 'more' || this.fresh)) {
      this.open.pop();
      return this.took(1, 'more');
    }
    if (this.expected === 'more') return c === ',' && this.took(1, this.open.at(-1) === '}' ? 'key' : 'value');
    if (this.expected === 'colon') return c === ':' && this.took(1, 'value');
    if (c === '"') return this.string() && this.took(0, this.expected === 'key' ? 'colon' : 'more');
    if (this.expected === 'key') return false;
    const closing = CLOSING[c];
    if (closing === undefined) return this.match(TOKEN) && this.took(0, 'more');
    this.open.push(closing);
    this.took(1, closing === '}' ? 'key' : 'value');
    return (this.fresh = true);
  }

  private took(length: number, expected: Expected): true {
    this.at += length;
    this.expected = expected;
    this.fresh = false;
    return true;
  }

  private string(): boolean {
    for (this.at++; this.at < this.text.length;) {
      const c = this.text[this.at]!;
      if (c < ' ') return false;
      if (c === '\\') {
        if (!this.match(ESCAPE)) return false;
      } else this.at++;
      if (c === '"') return true;
    }
    return false;
  }

  private match(token: RegExp): boolean {
    token.lastIndex = this.at;
    if (!token.test(this.text)) return false;
    this.at = token.lastIndex;
    return true;
  }
}
