import type { Random } from './random.js';

/** 甲乙丙丁 …: everybody can see that nobody bears such a name. */
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const WORDS = ['演示', '示例'];
const TRADES = ['餐饮', '商贸', '建筑', '物流', '食品', '科技', '文化', '置业', '农业', '机械', '医药', '环保'];

/** 演示甲, 示例乙丙 */
function personName(random: Random): string {
  const given = random.pick(STEMS);
  return random.pick(WORDS) + (random.chance(0.6) ? given + random.pick(STEMS) : given);
}

export interface Applicant {
  readonly kind: string;
  readonly name: string;
  readonly idNumber: string;
}

/** No region has the code 999999, so that no number is anybody's. */
export function applicantOf(random: Random, serves: 'person' | 'enterprise' | 'both', place: string): Applicant {
  const isPerson = serves === 'person' || (serves === 'both' && random.chance(0.5));
  const number = String(random.whole(0, 9_999)).padStart(4, '0');
  if (isPerson) return { kind: '自然人', name: personName(random), idNumber: `9999991900010${number}X` };
  const name = `${place}演示${random.pick(STEMS)}${random.pick(STEMS)}${random.pick(TRADES)}有限公司`;
  return { kind: '企业法人', name, idNumber: `91999999MADEM${number}X` };
}

/** 演示甲（210100-sczj-07） */
export const officerOf = (random: Random, org: string): string =>
  `${random.pick(WORDS)}${random.pick(STEMS)}（${org}-${String(random.whole(1, 12)).padStart(2, '0')}）`;
