import type { CatalogueKind, CatalogueWords } from '../../console/catalogue.protocol.js';
import { joinedLabels, memberLabel } from './member-labels.js';

/** Characters of one value, beyond which it is cut. */
const MAX_LENGTH = 400;

const VALUES: Readonly<Record<string, Readonly<Record<string, readonly [zh: string, en: string]>>>> = {
  unit: {
    workingDay: ['工作日', 'working days'],
    calendarDay: ['自然日', 'calendar days'],
    workingHour: ['工作小时', 'working hours'],
    hour: ['小时', 'hours'],
    month: ['月', 'months'],
    year: ['年', 'years'],
  },
  from: { acceptance: ['受理', 'acceptance'], receipt: ['收件', 'receipt'] },
  level: { reminder: ['预警', 'reminder'], yellow: ['黄牌', 'yellow card'], red: ['红牌', 'red card'] },
  mode: { automatic: ['自动', 'automatic'], confirm: ['待确认', 'to be confirmed'], hint: ['线索', 'hint'] },
  type: {
    fixed: ['固定值', 'fixed'],
    range: ['幅度范围', 'range'],
    ratio: ['基准比例', 'ratio of a base'],
    multiple: ['倍数', 'multiple of a base'],
  },
  kind: {
    instant: ['即办件', 'instant'],
    promised: ['承诺件', 'promised'],
    province: ['省', 'province'],
    city: ['市', 'city'],
    county: ['县（市、区）', 'county'],
    town: ['乡镇（街道）', 'town'],
    village: ['村（社区）', 'village'],
    department: ['部门', 'department'],
    centre: ['政务服务中心', 'service centre'],
    window: ['窗口', 'window'],
    hearing: ['听证', 'hearing'],
    tender: ['招标', 'tender'],
    auction: ['拍卖', 'auction'],
    inspection: ['检验', 'inspection'],
    testing: ['检测', 'testing'],
    quarantine: ['检疫', 'quarantine'],
    appraisal: ['鉴定', 'appraisal'],
    'expert-review': ['专家评审', 'expert review'],
    joint: ['联合办理', 'joint handling'],
    preliminary: ['下级初审', 'preliminary review'],
    other: ['其他', 'other'],
  },
  off: { true: ['放假', 'day off'], false: ['上班', 'working day'] },
};

/** A value as people read it; `member` is its path. */
export function wordsOf(kind: CatalogueKind, member: string, value: unknown): CatalogueWords {
  const { zh, en } = words(kind, lastOf(member), value);
  return { zh: cut(zh), en: cut(en) };
}

const lastOf = (member: string): string => member.slice(member.lastIndexOf('.') + 1).replace(/\[.*$/, '');
const cut = (text: string): string => (text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text);

function words(kind: CatalogueKind, name: string, value: unknown): CatalogueWords {
  if (value === null || value === undefined) return { zh: '无', en: 'none' };
  if (Array.isArray(value)) return listed(value.map((entry) => words(kind, name, entry)));
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([member, inner]) => {
      const [label, told] = [memberLabel(kind, member), words(kind, member, inner)];
      return { zh: `${label.zh} ${told.zh}`, en: `${label.en} ${told.en}` };
    });
    return joinedLabels(members, '，', ', ');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const known = Object.hasOwn(VALUES, name) ? VALUES[name]?.[text] : undefined;
  if (known) return { zh: known[0], en: known[1] };
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  return { zh: text, en: text };
}

const listed = (entries: readonly CatalogueWords[]): CatalogueWords =>
  entries.length === 0 ? { zh: '无', en: 'none' } : joinedLabels(entries, '；', '; ');
