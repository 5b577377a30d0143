import type { CatalogueKind, CatalogueWords } from '../../console/catalogue.protocol.js';
import { ALL_RULES } from '../profiles/profile.schema.js';

type Labels = Readonly<Record<string, readonly [zh: string, en: string]>>;

const COMMON: Labels = {
  code: ['编码', 'code'],
  name: ['名称', 'name'],
  nameEn: ['英文名称', 'English name'],
  zh: ['中文', 'Chinese'],
  en: ['英文', 'English'],
  org: ['机构', 'organisation'],
  orgs: ['适用机构', 'organisations'],
  kind: ['类型', 'kind'],
  basis: ['依据', 'basis'],
  extends: ['沿用', 'extends'],
  from: ['起', 'from'],
  until: ['止', 'until'],
  min: ['下限', 'minimum'],
  max: ['上限', 'maximum'],
  value: ['值', 'value'],
  source: ['出处', 'source'],
  version: ['版本', 'version'],
  effectiveFrom: ['生效时间', 'in force from'],
  text: ['内容', 'text'],
  json: ['整条', 'whole entry'],
  item: ['事项', 'item'],
  benchmark: ['基准', 'standard'],
  calendar: ['日历', 'calendar'],
  profile: ['方案', 'profile'],
  rule: ['规则', 'rule'],
  standard: ['基准', 'standard'],
};

const OF_KIND: Readonly<Record<CatalogueKind, Labels>> = {
  items: {
    kind: ['办件类型', 'kind'],
    statutory: ['法定时限', 'statutory limit'],
    promised: ['承诺时限', 'promised limit'],
    amount: ['数值', 'amount'],
    unit: ['单位', 'unit'],
    from: ['起算', 'counted from'],
    steps: ['环节', 'step'],
    limit: ['时限', 'limit'],
    pauses: ['特别程序', 'special procedure'],
    maxDays: ['最长工作日数', 'working days at most'],
    materials: ['申请材料', 'material'],
    required: ['必要', 'required'],
    fees: ['收费', 'fee'],
    standard: ['收费标准', 'standard'],
    reductionBasis: ['减免依据', 'basis of reductions'],
    discretion: ['裁量基准', 'discretion standard'],
    maxVisits: ['到现场次数', 'visits at most'],
    refusals: ['不予受理、不予许可情形', 'reasons for refusal'],
    result: ['审批结果', 'result'],
    resultName: ['审批结果名称', 'name of the result'],
    deliverDays: ['送达工作日数', 'working days to deliver'],
    handling: ['办理方式', 'handling'],
    units: ['联办单位', 'units'],
    siteCheck: ['现场核查', 'site check'],
    step: ['环节', 'step'],
    officers: ['人数', 'officers'],
    inspection: ['检验、检测、检疫', 'inspection'],
  },
  organisations: {
    region: ['行政区划', 'division'],
    parent: ['上级', 'parent'],
    uscc: ['统一社会信用代码', 'unified social credit code'],
  },
  calendars: {
    officeHours: ['办公时间', 'office hours'],
    firstDay: ['首日', 'first day'],
    lastDay: ['末日', 'last day'],
    days: ['日期', 'day'],
    date: ['日期', 'date'],
    off: ['放假或上班', 'off or working'],
    notice: ['通知文号', 'notice'],
  },
  standards: {
    items: ['适用事项', 'items'],
    statutory: ['法定幅度', 'statutory range'],
    tiers: ['阶次', 'tier'],
    facts: ['依据的事实', 'facts'],
    exclusive: ['不得并处', 'not to be combined'],
    mitigated: ['减轻', 'mitigated'],
    conditions: ['适用条件', 'condition'],
    fact: ['事实', 'fact'],
    oneOf: ['取值之一', 'one of'],
    value: ['裁量幅度', 'value'],
    type: ['方式', 'type'],
    base: ['基数', 'base'],
    minPercent: ['最低百分比', 'lowest percentage'],
    maxPercent: ['最高百分比', 'highest percentage'],
  },
  profiles: {
    rules: ['规则', 'rule'],
    level: ['级别', 'level'],
    levelSource: ['级别出处', 'source of the level'],
    mode: ['发牌方式', 'mode'],
    enabled: ['启用', 'enabled'],
    params: ['阈值', 'threshold'],
    stages: ['级次', 'stage'],
    at: ['时刻', 'at'],
    daysBefore: ['期限前工作日数', 'working days before the due instant'],
    daysOver: ['超过期限工作日数', 'working days past the due instant'],
    counting: ['计时方法', 'counting'],
    labels: ['级别名称', 'names of levels'],
    notify: ['告知对象', 'who is told'],
    reminder: ['预警', 'reminder'],
    yellow: ['黄牌', 'yellow card'],
    red: ['红牌', 'red card'],
    days: ['期限', 'days'],
    minimumDays: ['适用于时限不短于', 'for limits of at least'],
    officers: ['人数', 'officers'],
    extensionDays: ['延长至多', 'longest extension'],
    times: ['次数', 'times'],
    characters: ['字数', 'characters'],
    percent: ['比例', 'percentage'],
    minutes: ['时间', 'minutes'],
    fromHour: ['自', 'from hour'],
    toHour: ['至次日', 'to hour'],
    seconds: ['秒数', 'seconds'],
    count: ['件数', 'number'],
    peers: ['同类件数至少', 'least peers'],
    fence: ['四分位距的倍数', 'multiple of the quartile range'],
    minimum: ['件数不少于', 'least number'],
    hours: ['时间', 'hours'],
  },
};

const RULE_NAMES = new Map(ALL_RULES.map(({ code, name }) => [code, name]));

/** What stands in the discretion of an item is said as in a standard of its own. */
export const kindWithin = (kind: CatalogueKind, member: string): CatalogueKind =>
  kind === 'items' && member === 'discretion' ? 'standards' : kind;

/** A name that nobody has told here stands as it is. */
export function memberLabel(kind: CatalogueKind, name: string): CatalogueWords {
  const rule = kind === 'profiles' ? RULE_NAMES.get(name) : undefined;
  if (rule) return { zh: `${name} ${rule.zh}`, en: `${name} ${rule.en}` };
  const further = kind === 'items' ? own(OF_KIND.standards, name) : undefined;
  const label = own(OF_KIND[kind], name) ?? own(COMMON, name) ?? further;
  return label ? { zh: label[0], en: label[1] } : { zh: name, en: name };
}

const own = (labels: Labels, name: string) => (Object.hasOwn(labels, name) ? labels[name] : undefined);

export const entryLabel = (list: CatalogueWords | undefined, name: CatalogueWords): CatalogueWords => ({
  zh: `${list?.zh ?? ''}“${name.zh}”`,
  en: `${list?.en ?? ''} "${name.en}"`,
});

/** 级次 are told apart by where they lie; `undefined`: it is none. */
export function stageWords(at: unknown): CatalogueWords | undefined {
  const { daysBefore, daysOver } = (at ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof daysBefore === 'number')
    return { zh: `期限前 ${daysBefore} 个工作日`, en: `${daysBefore} working days before` };
  return typeof daysOver === 'number'
    ? { zh: `超过期限 ${daysOver} 个工作日`, en: `${daysOver} working days past` }
    : undefined;
}

export const ORDER: CatalogueWords = { zh: '顺序', en: 'order' };

export const joinedLabels = (labels: readonly CatalogueWords[], zh = ' · ', en = ' · '): CatalogueWords => ({
  zh: labels.map((label) => label.zh).join(zh),
  en: labels.map((label) => label.en).join(en),
});
