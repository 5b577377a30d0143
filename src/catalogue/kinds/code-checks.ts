import type { CatalogueRemark, OrganisationKind } from '../../console/catalogue.protocol.js';

/** GB 32100-2015: digits and capital letters without I, O, S, V, Z; a letter counts by its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/** The check digit of the first 17 places: (31 − Σ aᵢ·3^(i−1) mod 31) mod 31; `undefined` for a foreign character. */
export function usccCheckDigit(code: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, LENGTH - 1)) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** What is doubtful about a unified social credit code (统一社会信用代码). */
export function usccRemarks(code: string, member: string): CatalogueRemark[] {
  if (code.length !== LENGTH)
    return [remark(member, `统一社会信用代码应为 18 位，此为 ${code.length} 位`, `has ${code.length} places, not 18`)];
  const digit = usccCheckDigit(code);
  if (digit === undefined)
    return [remark(member, '统一社会信用代码含有不用的字符', 'holds a character that such codes do not have')];
  if (digit === code.at(-1)) return [];
  return [
    remark(
      member,
      `统一社会信用代码校验位应为 ${digit}，此为 ${code.at(-1)}`,
      `the check digit should be ${digit}, not ${code.at(-1)}`,
    ),
  ];
}

/** GB/T 2260: the first two digits. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);

/** What is doubtful about a division code (行政区划代码) by itself; codes are dated, so the register decides. */
export function divisionRemarks(code: string, member: string, known: (code: string) => boolean): CatalogueRemark[] {
  if (!/^\d{6}(\d{3}){0,2}$/.test(code))
    return [remark(member, '行政区划代码应为 6、9 或 12 位数字', 'a division code has 6, 9 or 12 digits')];
  if (!PROVINCES.has(code.slice(0, 2)))
    return [remark(member, `没有省级代码 ${code.slice(0, 2)}`, `there is no province ${code.slice(0, 2)}`)];
  return known(code)
    ? []
    : [remark(member, `行政区划登记中没有 ${code}`, `${code} is not in the register of divisions`)];
}

/** How many leading digits tell a division of a level apart; the digits after them are 0. */
const DIGITS: Readonly<Partial<Record<OrganisationKind, number>>> = { province: 2, city: 4, county: 6, town: 9 };

/** A region's own code beside its level and the region above. */
export function levelRemarks(code: string, kind: OrganisationKind, parent: string | undefined): CatalogueRemark[] {
  const digits = DIGITS[kind] ?? code.length;
  const remarks: CatalogueRemark[] = [];
  if (/[1-9]/.test(code.slice(digits)))
    remarks.push(
      remark('kind', '代码末位与所填层级不符', 'the last digits of the code do not belong to a division of this level'),
    );
  const stem = parent?.replace(/(00)+$/, '') ?? '';
  if (!code.startsWith(stem))
    remarks.push(remark('parent', `代码不以上级的 ${stem} 开头`, `the code does not begin with ${stem} of the parent`));
  return remarks;
}

/**
 * Lengths of 实施编码 found in practice: 31 = credit code, level, 基本编码 of 12; 33 with a handling item; GB/T 39046 has
 * up to 24, and shorter ones are 基本编码 and codes of the national licence list.
 */
export function implementationRemarks(code: string, member: string): CatalogueRemark[] {
  if (code.length === 31 || code.length === 33)
    return [...usccRemarks(code.slice(0, LENGTH), member), ...levelOf(code[LENGTH] ?? '', member)];
  if (code.length <= 24) return [];
  return [
    remark(
      member,
      `实施编码常见长度为 31 位（或 33 位、至多 24 位），此为 ${code.length} 位`,
      `such codes have 31 places (or 33, or at most 24), this one has ${code.length}`,
    ),
  ];
}

/** GB/T 39046 A.2: 1 国家 … 7 分级. */
const levelOf = (level: string, member: string): CatalogueRemark[] =>
  /^[1-7]$/.test(level)
    ? []
    : [remark(member, `第 19 位层级代码应为 1–7，此为 ${level}`, `place 19, the level, should be 1–7, not ${level}`)];

const remark = (member: string, zh: string, en: string): CatalogueRemark => ({ member, zh, en });
