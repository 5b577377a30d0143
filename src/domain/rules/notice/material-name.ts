import { lettersOf } from '../../review/plain-text.js';

/** 身份证原件及复印件: whether the original or a copy is meant makes no other material. */
const FORM = /(?:(?:及|和|与|或|或者)?(?:复印件|原件))+$/u;

/** Letters and digits of a material's name, without what says original or copy; empty: it names nothing. */
export const materialName = (text: string): string => lettersOf(text).replace(FORM, '');

/** “取水许可申请书（缺签名）” asks for 取水许可申请书: one name contains the other. */
export const isOfMaterials = (asked: string, names: readonly string[]): boolean =>
  asked === '' || names.some((name) => name !== '' && (asked.includes(name) || name.includes(asked)));
