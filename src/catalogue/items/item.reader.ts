import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parseRfc3339 } from '../../domain/instant.js';
import { findUnstorable } from '../../intake/text.js';
import type { ItemBody, ItemDraft } from './item.js';
import { ItemDto } from './item.dto.js';

/** What is wrong with an item, and where. */
export interface ItemFault {
  /** `steps[0].limit.amount` */
  readonly member: string;
  readonly zh: string;
  readonly en: string;
}

export type ItemReading =
  | { readonly draft: ItemDraft & { readonly code?: string } }
  | { readonly faults: readonly [ItemFault, ...ItemFault[]] };

const CODE = /^[^\s\p{C}/\\]{1,64}$/u;
export const isItemCode = (code: string): boolean => CODE.test(code) && code.isWellFormed();

/** Checks an item as a request or a file gives it. */
export function readItem(value: unknown): ItemReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { faults: [fault('', '应为对象 / must be an object')] };
  const unstorable = findUnstorable(value, '');
  if (unstorable !== undefined)
    return {
      faults: [
        fault(
          unstorable,
          '含有无法保存的字符，或者嵌套过深 / contains characters that cannot be stored, or is nested too deeply',
        ),
      ],
    };
  const dto = plainToInstance(ItemDto, value);
  const [first, ...more] = [
    ...reservedFaults(value),
    ...validateSync(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }).flatMap((error) =>
      faultsOf(error, ''),
    ),
  ];
  if (first) return { faults: [first, ...more] };
  if (typeof dto.code === 'string' && !isItemCode(dto.code))
    return { faults: [fault('code', '应为不含空白的编码 / must be a code without blanks')] };
  const effectiveFrom = dto.effectiveFrom ? parseRfc3339(dto.effectiveFrom) : undefined;
  return { draft: { code: dto.code ?? undefined, effectiveFrom, body: bodyOf(dto) } };
}

/** The transformer drops these names silently; here they are unknown members like any other. */
const reservedFaults = (value: object): ItemFault[] =>
  ['__proto__', 'constructor'].filter((name) => Object.hasOwn(value, name)).map((name) => fault(name, UNKNOWN));

const UNKNOWN = '不认识的成员 / unknown member';

function fault(member: string, message: string): ItemFault {
  const cut = message.indexOf(' / ');
  return { member, zh: message.slice(0, cut), en: message.slice(cut + 3) };
}

function faultsOf(error: ValidationError, path: string): ItemFault[] {
  const member = /^\d+$/.test(error.property) ? `${path}[${error.property}]` : joined(path, error.property);
  const messages = Object.entries(error.constraints ?? {}).map(([name, message]) =>
    // class-validator's own texts are English only.
    name === 'whitelistValidation' ? UNKNOWN : message.includes(' / ') ? message : `内容有误 / ${message}`,
  );
  const own = [...new Set(messages)].map((message) => fault(member, message));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, member))];
}

const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** Without code and date, which have columns of their own, and without empty members. */
function bodyOf(dto: ItemDto): ItemBody {
  const { code: _code, effectiveFrom: _from, ...rest } = dto;
  const kept = { materials: dto.materials ?? undefined, fees: dto.fees ?? undefined };
  const shaped = withoutEmpty({ ...rest, materials: undefined, fees: undefined, discretion: undefined });
  return {
    ...(shaped as Omit<ItemBody, 'steps'>),
    steps: (shaped['steps'] ?? []) as ItemBody['steps'],
    ...withoutUndefined({ ...kept, discretion: dto.discretion ?? undefined }),
  };
}

const withoutUndefined = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;

/** Plain objects and lists, members that are null or undefined left out at every level. */
function withoutEmpty(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]: [string, unknown]) => member !== null && member !== undefined)
      .map(([name, member]: [string, unknown]) => [name, emptied(member)]),
  );
}

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptied);
  return typeof value === 'object' && value !== null ? withoutEmpty(value) : value;
}
