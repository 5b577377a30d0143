import type { CatalogueRemark, OrganisationBody, OrganisationKind } from '../../console/catalogue.protocol.js';
import { ORGANISATION_SCHEMA } from '../kinds/catalogue.schema.js';
import { divisionRemarks, levelRemarks, usccRemarks } from '../kinds/code-checks.js';
import { type Beside, chainOf, type KindRules, readingOf, remark } from '../kinds/kind.js';
import { faultsIn } from '../kinds/schema-check.js';

/** From the root of the tree downwards. */
const REGION_KINDS: readonly OrganisationKind[] = ['province', 'city', 'county', 'town', 'village'];
export const isRegion = (kind: OrganisationKind): boolean => REGION_KINDS.includes(kind);

/** 机构：省、市、县、乡镇、村，部门、政务服务中心、窗口 */
export const ORGANISATION_KIND: KindRules = {
  kind: 'organisations',
  read: (code, value) => {
    const faults = faultsIn(value, ORGANISATION_SCHEMA).map(({ path, zh, en }) => remark(path, zh, en));
    const body = value as OrganisationBody;
    const all = faults.length > 0 ? faults : shapeFaults(code, body);
    return readingOf(all, () => ({
      body: isRegion(body.kind) ? { ...body, region: undefined } : body,
      name: { zh: body.name, en: body.nameEn ?? body.name },
      org: code,
    }));
  },
  faults: (code, value, { organisations }) => {
    const body = value as OrganisationBody;
    const former = organisations.get(code);
    const changed =
      former && isRegion(former.kind) !== isRegion(body.kind)
        ? [remark('kind', '行政区划与机构不能互换', 'a division cannot become an organisation, nor the other way')]
        : [];
    return [...changed, ...parentFaults(code, body, organisations)];
  },
  warnings: (code, value, { organisations }) => {
    const { kind, parent, region, uscc } = value as OrganisationBody;
    const known = (division: string): boolean => organisations.get(division) !== undefined;
    const division = isRegion(kind)
      ? [...divisionRemarks(code, 'code', () => true), ...levelRemarks(code, kind, parent)]
      : divisionRemarks(region ?? '', 'region', known);
    return [...division, ...(uscc === undefined ? [] : usccRemarks(uscc, 'uscc'))];
  },
};

function shapeFaults(code: string, { kind, region, parent }: OrganisationBody): CatalogueRemark[] {
  if (isRegion(kind)) {
    const other = region !== undefined && region !== code;
    return other ? [remark('region', '行政区划的所在地是其自身', 'a division lies in itself: leave it out')] : [];
  }
  const faults: CatalogueRemark[] = [];
  if (!/^[^\s*/\\]{1,64}$/u.test(code))
    faults.push(remark('code', '应为不含空白的编码', 'must be a code without blanks'));
  if (region === undefined) faults.push(remark('region', '缺少', 'is missing'));
  if (kind === 'window' && parent === undefined)
    faults.push(remark('parent', '窗口须写明所属政务服务中心', 'a window names its centre'));
  return faults;
}

/** What may stand above what. */
const ABOVE: Readonly<Record<'department' | 'centre' | 'window', readonly OrganisationKind[]>> = {
  department: ['department'],
  centre: ['centre'],
  window: ['centre'],
};

function parentFaults(code: string, body: OrganisationBody, organisations: Beside['organisations']): CatalogueRemark[] {
  const { parent, kind } = body;
  if (parent === undefined) return [];
  const above = organisations.get(parent);
  if (!above) return [remark('parent', `没有机构 ${parent}`, `there is no organisation ${parent}`)];
  const chain = chainOf(code, (one) => (one === code ? parent : organisations.get(one)?.parent));
  if (!chain) return [remark('parent', '上级关系成环', 'the organisation would stand above itself')];
  const rank = REGION_KINDS.indexOf(kind);
  const fits = isAbove(kind, rank, above.kind);
  if (fits) return [];
  return [
    remark(
      'parent',
      `${above.name}（${parent}）不能是其上级`,
      `${parent} is no ${kind}'s parent: it is a ${above.kind}`,
    ),
  ];
}

const isAbove = (kind: OrganisationKind, rank: number, above: OrganisationKind): boolean => {
  if (kind === 'department' || kind === 'centre' || kind === 'window') return ABOVE[kind].includes(above);
  return isRegion(above) && REGION_KINDS.indexOf(above) < rank;
};
