import type { Benchmark, Tier, TierCondition, TierValue } from '../../item-guide.js';
import type { Words } from '../../wording.js';

export const nameOf = ({ code, name }: { readonly code: string; readonly name?: string }): string => name ?? code;

/** The row and the tier as the item publishes them. */
export const tierText = (row: Benchmark, tier: Tier): string =>
  [
    `${nameOf(row)}：${nameOf(tier)}`,
    ...(tier.conditions?.map((condition) => conditionWords(condition).zh) ?? []),
    `裁量值为${spaced(valueWords(tier.value).zh)}`,
    row.basis && `依据：${row.basis}`,
  ]
    .filter(Boolean)
    .join('，');

/** Figures stand apart from the words before them. */
const spaced = (text: string): string => (/^[\d-]/.test(text) ? ` ${text}` : text);

/** `10000 以上 20000 以下（均含本数）` / `from 10000 to 20000, both included` */
export function rangeWords(min: string | undefined, max: string | undefined, unit: Words = NUMBER): Words {
  const of = (border: string): Words => ({ zh: `${border}${unit.zh}`, en: `${border}${unit.en}` });
  const [low, high] = [min === undefined ? undefined : of(min), max === undefined ? undefined : of(max)];
  if (low && high && min === max) return { zh: low.zh.trim(), en: low.en };
  if (low && high)
    return { zh: `${low.zh}以上 ${high.zh}以下（均含本数）`, en: `from ${low.en} to ${high.en}, both included` };
  if (low) return { zh: `${low.zh}以上（含本数）`, en: `${low.en} or more` };
  if (high) return { zh: `${high.zh}以下（含本数）`, en: `${high.en} or less` };
  return { zh: '不设上下限', en: 'without borders' };
}

/** What follows the number. */
const NUMBER: Words = { zh: ' ', en: '' };
const PERCENT: Words = { zh: '%', en: '%' };
const TIMES: Words = { zh: ' 倍', en: ' times' };

const text = (border: number | undefined): string | undefined => (border === undefined ? undefined : String(border));

/** What a tier allows, before anything is computed. */
export function valueWords(value: TierValue): Words {
  switch (value.type) {
    case 'fixed':
      return rangeWords(text(value.value), text(value.value));
    case 'range':
      return rangeWords(text(value.min), text(value.max));
    case 'ratio':
      return ofBase(value.base, rangeWords(text(value.minPercent), text(value.maxPercent), PERCENT));
    case 'multiple':
      return ofBase(value.base, rangeWords(text(value.min), text(value.max), TIMES));
  }
}

const ofBase = (base: string, { zh, en }: Words): Words => ({ zh: `“${base}”的 ${zh}`, en: `${en}, of “${base}”` });

/** `“面积”100 以上（含本数）` / `“面积” 100 or more` */
export function conditionWords({ fact, min, max, oneOf }: TierCondition): Words {
  const hasBorder = min !== undefined || max !== undefined;
  const range = rangeWords(text(min), text(max));
  const parts: Words[] = [...(hasBorder ? [range] : []), ...(oneOf ? [oneOfWords(oneOf)] : [])];
  if (parts.length === 0) return { zh: `报送“${fact}”`, en: `“${fact}” reported` };
  return {
    zh: `“${fact}”${spaced(parts.map(({ zh }) => zh).join('，'))}`,
    en: `“${fact}” ${parts.map(({ en }) => en).join(', ')}`,
  };
}

/** `为“轻微”或者“无”` / `“轻微” or “无”` */
function oneOfWords(values: readonly (string | number | boolean)[]): Words {
  const of = values.map((value) => `“${value}”`);
  const [last, before] = [of.at(-1), of.slice(0, -1)];
  if (before.length === 0) return { zh: `为${last}`, en: `is ${last}` };
  return { zh: `为${before.join('、')}或者${last}`, en: `is ${before.join(', ')} or ${last}` };
}
