import type { CatalogueKind } from '../../console/catalogue.protocol.js';
import { KIND_RULES } from '../kinds/catalogue.validator.js';
import type { Beside } from '../kinds/kind.js';
import type { FileEntry } from './file-entry.js';
import type { Examined } from './examination.js';
import { KEY } from './table.js';

type Bodies = Map<string, unknown>;

/** What is in force, with the entries of a file: these may refer to each other, but not to those that are refused. */
export class Neighbours {
  private readonly bodies: Bodies | undefined;
  private readonly inForce: ReadonlyMap<string, unknown>;

  constructor(
    kind: CatalogueKind,
    private readonly beside: Beside,
    entries: readonly Pick<FileEntry, 'code' | 'value'>[],
    before: readonly Examined[] = [],
  ) {
    this.bodies = bodiesOf(kind, beside);
    this.inForce = new Map(this.bodies);
    const isRefused = new Set(
      before.filter(({ outcome }) => outcome === 'refused').map(({ entry }): Pick<FileEntry, 'code'> => entry),
    );
    for (const entry of this.bodies ? entries : []) {
      if (!entry.value || isRefused.has(entry)) continue;
      const { [KEY]: _code, effectiveFrom: _from, ...body } = entry.value;
      const reading = KIND_RULES[kind].read(entry.code, body);
      if (!('faults' in reading)) this.bodies?.set(entry.code, reading.body);
    }
  }

  /** For one entry: it itself as it is in force, the others as the file has them. */
  async around<T>(code: string, work: (beside: Beside) => Promise<T>): Promise<T> {
    const own = this.bodies?.get(code);
    if (this.inForce.has(code)) this.bodies?.set(code, this.inForce.get(code));
    else this.bodies?.delete(code);
    const result = await work(this.beside);
    if (own !== undefined) this.bodies?.set(code, own);
    return result;
  }
}

/** Entries of the other kinds do not refer to each other. */
function bodiesOf(kind: CatalogueKind, { organisations, calendars, profiles }: Beside): Bodies | undefined {
  if (kind === 'organisations') return organisations;
  if (kind === 'calendars') return calendars;
  return kind === 'profiles' ? profiles : undefined;
}
