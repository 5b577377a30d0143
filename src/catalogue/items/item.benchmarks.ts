import type { Benchmark, Tier, TierCondition, TierValue } from '../../domain/item-guide.js';
import type { Given } from '../kinds/given.js';

interface Borders {
  readonly min?: number;
  readonly max?: number;
}

/** 裁量基准的一行: a row with its tiers. @throws UnreadError */
export function readBenchmark(row: Given): Benchmark {
  const [from, until] = [row.at('from').maybe((day) => day.day()), row.at('until').maybe((day) => day.day())];
  if (from !== undefined && until !== undefined && until < from)
    row.at('until').fail('不得早于 from', 'must not be before "from"');
  return {
    code: row.at('code').text(),
    name: row.at('name').maybe((name) => name.text()),
    from,
    until,
    statutory: row.at('statutory').maybe((statutory) => borders(statutory, 'min', 'max')),
    basis: row.at('basis').maybe((basis) => basis.text()),
    tiers: readTiers(row.at('tiers')),
    facts: row.at('facts').maybe((facts) => facts.list().map((fact) => fact.text())),
    exclusive: row.at('exclusive').maybe((pairs) => pairs.list().map(readPair)),
  };
}

function readPair(pair: Given): readonly string[] {
  const values = pair.list().map((value) => value.text());
  return values.length >= 2 ? values : pair.fail('至少应有两项', 'must have two entries at least');
}

/** What a decision names must be one tier. */
function readTiers(given: Given): readonly Tier[] {
  const tiers = given.filled().map(readTier);
  const twice = tiers.findIndex(({ code }, i) => tiers.findIndex((tier) => tier.code === code) !== i);
  if (twice >= 0) given.list()[twice]!.at('code').fail('阶次重复', 'stands here twice');
  return tiers;
}

const readTier = (tier: Given): Tier => ({
  code: tier.at('code').text(),
  name: tier.at('name').maybe((name) => name.text()),
  mitigated: tier.at('mitigated').maybe((flag) => flag.flag()),
  conditions: tier.at('conditions').maybe((conditions) => conditions.list().map(readCondition)),
  value: readValue(tier.at('value')),
});

const readCondition = (condition: Given): TierCondition => ({
  fact: condition.at('fact').text(),
  ...optionalBorders(condition, 'min', 'max'),
  oneOf: condition.at('oneOf').maybe((values) => values.filled().map((value) => value.scalar())),
});

function readValue(value: Given): TierValue {
  const type = value.at('type');
  switch (type.text()) {
    case 'fixed':
      return { type: 'fixed', value: value.at('value').number() };
    case 'range':
      return { type: 'range', ...borders(value, 'min', 'max') };
    case 'ratio': {
      const { min: minPercent, max: maxPercent } = borders(value, 'minPercent', 'maxPercent');
      return { type: 'ratio', base: value.at('base').text(), minPercent, maxPercent };
    }
    case 'multiple':
      return { type: 'multiple', base: value.at('base').text(), ...borders(value, 'min', 'max') };
    default:
      return type.fail('应为以下之一：fixed、range、ratio、multiple', 'must be one of: fixed, range, ratio, multiple');
  }
}

/** One of them at least: a range without borders says nothing. */
function borders(given: Given, low: string, high: string): Borders {
  const read = optionalBorders(given, low, high);
  return read.min === undefined && read.max === undefined
    ? given.fail(`应有 ${low} 或 ${high}`, `needs "${low}" or "${high}"`)
    : read;
}

function optionalBorders(given: Given, low: string, high: string): Borders {
  const border = (name: string) => given.at(name).maybe((number) => number.number());
  const [min, max] = [border(low), border(high)];
  if (min !== undefined && max !== undefined && max < min)
    given.at(high).fail(`不得小于 ${low}`, `must not be less than "${low}"`);
  return { min, max };
}
