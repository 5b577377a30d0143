import type { CardBrief } from '../../console.protocol.js';

export interface Choice {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** 0 for the province, 1 for a city; other choices stand on one level. */
  readonly depth: number;
}

/** What the cards at hand can be narrowed by. */
export interface Choices {
  readonly rule: readonly Choice[];
  readonly region: readonly Choice[];
  readonly org: readonly Choice[];
  readonly item: readonly Choice[];
}

export const NO_CHOICES: Choices = { rule: [], region: [], org: [], item: [] };

/** Regions and organisations in the official order, which is that of their codes; rules and items by name. */
export function choicesOf(cards: Iterable<CardBrief>): Choices {
  const found = { rule: new Map(), region: new Map(), org: new Map(), item: new Map() } satisfies Record<
    string,
    Map<string, Choice>
  > as Record<keyof Choices, Map<string, Choice>>;
  const add = (
    kind: keyof Choices,
    code: string | null,
    name: string | null,
    nameEn: string | null,
    depth = 0,
  ): void => {
    if (code !== null && !found[kind].has(code)) found[kind].set(code, { code, name: name ?? code, nameEn, depth });
  };
  for (const card of cards) {
    add('rule', card.rule, card.ruleName.zh, card.ruleName.en);
    add('org', card.org, card.orgName, card.orgNameEn);
    add('item', card.item, card.itemName, null);
    card.regions.forEach(({ code, name, nameEn }, depth) => add('region', code, name, nameEn, depth));
  }
  const { compare } = new Intl.Collator('zh-CN');
  const byCode = (a: Choice, b: Choice): number => (a.code < b.code ? -1 : 1);
  return {
    rule: [...found.rule.values()].sort(byCode),
    region: [...found.region.values()].sort(byCode),
    org: [...found.org.values()].sort(byCode),
    item: [...found.item.values()].sort((a, b) => compare(a.name, b.name)),
  };
}

/** Organisations of a region only, where one is chosen. */
export function orgsIn(
  region: string | undefined,
  orgs: readonly Choice[],
  cards: Iterable<CardBrief>,
): readonly Choice[] {
  if (region === undefined || region.startsWith(':')) return orgs;
  const code = region.replace(/:own$/, '');
  const within = new Set<string | null>();
  for (const card of cards) if (card.regions.some((one) => one.code === code)) within.add(card.org);
  return orgs.filter((org) => within.has(org.code));
}
