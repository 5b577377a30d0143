import type { ItemVersion, Limit } from './standards.js';

const LICENSING = '行政许可法';
const PENALTIES = '行政处罚法';

/**
 * The citations of a rule and the article that sets the item's own limit; one article once, however it is written.
 * Where another law sets the limit, the articles of the licensing law are not those that it rests on.
 */
export function basisOf({ limit }: { readonly limit?: Limit }, citations: readonly string[]): string[] {
  const own = limit?.basis;
  if (own === undefined) return [...new Set(citations)];
  const kept = restsElsewhere(own) ? citations.filter((citation) => !lawsIn(citation).includes(LICENSING)) : citations;
  const isCited = kept.some((citation) => bare(citation) === bare(own));
  return [...new Set(isCited ? kept : [...kept, own])];
}

/** Of 行政处罚 the licensing law says nothing: its articles are left out where the rule rests on others, too. */
export function citedFor(
  item: Pick<ItemVersion, 'statutory'> | undefined,
  citations: readonly string[],
): readonly string[] {
  const own = item?.statutory?.basis;
  if (own === undefined || !restsElsewhere(own) || !lawsIn(own).includes(PENALTIES)) return citations;
  const kept = citations.filter((citation) => !lawsIn(citation).includes(LICENSING));
  return kept.length > 0 ? kept : citations;
}

/** 《行政许可法》第四十二条 and 行政许可法 第四十二条 are one article. */
const bare = (citation: string): string => citation.replace(/[《》\s]/g, '');

/** However it is written: 依照行政许可法, 《中华人民共和国行政许可法（2019修正）》. */
const restsElsewhere = (basis: string): boolean => !basis.includes(LICENSING) && lawsIn(basis).length > 0;

const NAME = /^.{1,60}?(?:法|条例|办法|规定|决定|规则|细则|法典)(?=第|（|：|$)/u;

/** The laws that a citation names, in 《》 or at the head of one of its parts: 医疗机构管理条例 第十九条；行政许可法. */
function lawsIn(citation: string): string[] {
  const text = citation.normalize('NFC').replace(/\s/g, '').replaceAll('(', '（').replaceAll(':', '：');
  const titled = [...text.matchAll(/《([^》]+)》/gu)].map(([, title = '']) => title);
  const named = text
    .replace(/《[^》]*》/gu, '；')
    .split(/[；;，,。、]/u)
    .flatMap((part) => NAME.exec(part)?.[0] ?? []);
  return [...titled, ...named].map((law) => law.replace(/^中华人民共和国/u, ''));
}
