import type { CatalogueRemark, StandardBody } from '../../console/catalogue.protocol.js';
import { dayFromIso } from '../../domain/instant.js';
import type { Tier, TierCondition, TierValue } from '../../domain/item-guide.js';
import { STANDARD_SCHEMA } from './catalogue.schema.js';
import { type KindRules, readingOf, remark, sameWords } from './kind.js';
import { faultsIn } from './schema-check.js';

/** 裁量基准 */
export const STANDARD_KIND: KindRules = {
  kind: 'standards',
  read: (code, value) => {
    const shape = faultsIn(value, STANDARD_SCHEMA).map(({ path, zh, en }) => remark(path, zh, en));
    const body = value as StandardBody;
    const faults = shape.length > 0 ? shape : ownFaults(code, body);
    return readingOf(faults, () => ({ body, name: sameWords(body.name ?? code), org: body.org ?? null }));
  },
  faults: () => [],
  warnings: (_code, value, { organisations, hasItem }) => {
    const { items = [], org, statutory, tiers } = value as StandardBody;
    const missing = (item: string, i: number): CatalogueRemark[] =>
      hasItem(item) ? [] : [remark(`items[${i}]`, `没有事项 ${item}`, `there is no item ${item}`)];
    return [
      ...(items.length === 0
        ? [remark('items', '未写适用事项，暂不用于核对', 'names no items: nothing is checked by it')]
        : items.flatMap(missing)),
      ...(org !== undefined && !organisations.has(org)
        ? [remark('org', `机构登记中没有 ${org}`, `${org} is not in the register of organisations`)]
        : []),
      ...tiers.flatMap((tier, i) => beyondStatute(tier, i, statutory)),
    ];
  },
};

function ownFaults(code: string, { from, until, statutory, tiers }: StandardBody): CatalogueRemark[] {
  const faults: CatalogueRemark[] = [];
  if (!/^[^\s\p{C}/\\]{1,64}$/u.test(code))
    faults.push(remark('code', '应为不含空白的编码', 'must be a code without blanks'));
  for (const [name, day] of [
    ['from', from],
    ['until', until],
  ] as const)
    if (day !== undefined && !isDay(day)) faults.push(remark(name, '没有这一天', 'there is no such day'));
  if (from !== undefined && until !== undefined && until < from)
    faults.push(remark('until', '早于起始日', 'lies before "from"'));
  if (statutory) faults.push(...ordered('statutory', statutory.min, statutory.max, 'max'));
  const codes = new Set<string>();
  for (const [i, tier] of tiers.entries()) {
    if (codes.has(tier.code))
      faults.push(remark(`tiers[${i}].code`, `阶次 ${tier.code} 重复`, `tier ${tier.code} stands here twice`));
    codes.add(tier.code);
    faults.push(...valueFaults(`tiers[${i}].value`, tier.value));
    for (const [k, one] of (tier.conditions ?? []).entries())
      faults.push(...conditionFaults(`tiers[${i}].conditions[${k}]`, one));
  }
  return faults;
}

const isDay = (text: string): boolean => {
  try {
    dayFromIso(text);
    return true;
  } catch {
    return false;
  }
};

function conditionFaults(member: string, { min, max, oneOf }: TierCondition): CatalogueRemark[] {
  if (min === undefined && max === undefined && oneOf === undefined)
    return [remark(member, '至少写 min、max、oneOf 之一', 'needs min, max or oneOf')];
  const odd = oneOf?.findIndex((value) => !['string', 'number', 'boolean'].includes(typeof value)) ?? -1;
  if (odd >= 0)
    return [remark(`${member}.oneOf[${odd}]`, '应为文本、数或真假', 'must be a text, a number, true or false')];
  return ordered(member, min, max, 'max');
}

/** Members of each type of value, the needed ones first. */
const MEMBERS: Readonly<Record<TierValue['type'], readonly [needed: readonly string[], other: readonly string[]]>> = {
  fixed: [['value'], []],
  range: [[], ['min', 'max']],
  ratio: [['base'], ['minPercent', 'maxPercent']],
  multiple: [['base'], ['min', 'max']],
};

function valueFaults(member: string, value: TierValue): CatalogueRemark[] {
  const [needed, other] = MEMBERS[value.type];
  const given = Object.keys(value).filter((name) => name !== 'type');
  const faults = needed
    .filter((name) => !given.includes(name))
    .map((name) => remark(`${member}.${name}`, '缺少', 'is missing'));
  for (const name of given)
    if (!needed.includes(name) && !other.includes(name))
      faults.push(remark(`${member}.${name}`, `“${value.type}”没有此项`, `has no place in "${value.type}"`));
  if (faults.length === 0 && other.length > 0 && !other.some((name) => given.includes(name)))
    faults.push(remark(member, `至少写 ${other.join('、')} 之一`, `needs ${other.join(' or ')}`));
  if (value.type === 'ratio') return [...faults, ...ordered(member, value.minPercent, value.maxPercent, 'maxPercent')];
  if (value.type === 'fixed') return faults;
  return [...faults, ...ordered(member, value.min, value.max, 'max')];
}

const ordered = (member: string, min: number | undefined, max: number | undefined, name: string): CatalogueRemark[] =>
  min !== undefined && max !== undefined && max < min
    ? [remark(`${member}.${name}`, '小于下限', 'is less than the minimum')]
    : [];

/** A tier that the law itself does not allow; only a mitigated one may lie below the minimum. */
function beyondStatute({ mitigated, value }: Tier, i: number, statutory: StandardBody['statutory']): CatalogueRemark[] {
  const [low, high] =
    value.type === 'fixed' ? [value.value, value.value] : value.type === 'range' ? [value.min, value.max] : [];
  const remarks: CatalogueRemark[] = [];
  if (statutory?.min !== undefined && low !== undefined && low < statutory.min && !mitigated)
    remarks.push(
      remark(
        `tiers[${i}].value`,
        '低于法定下限而未标为减轻',
        'lies below the statutory minimum and is not marked mitigated',
      ),
    );
  if (statutory?.max !== undefined && high !== undefined && high > statutory.max)
    remarks.push(remark(`tiers[${i}].value`, '高于法定上限', 'lies above the statutory maximum'));
  return remarks;
}
