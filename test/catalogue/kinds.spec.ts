import { describe, expect, it } from '@jest/globals';
import { KIND_RULES } from '../../src/catalogue/kinds/catalogue.validator.js';
import type { Beside } from '../../src/catalogue/kinds/kind.js';
import type { CalendarBody, CatalogueKind, OrganisationBody } from '../../src/console/catalogue.protocol.js';

const org = (kind: OrganisationBody['kind'], more: Partial<OrganisationBody> = {}): OrganisationBody => ({
  name: '某机构',
  kind,
  ...more,
});
const cn: CalendarBody = {
  name: '全国',
  orgs: ['*'],
  officeHours: [['09:00', '17:00']],
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  days: [],
};
const beside: Beside = {
  organisations: new Map([
    ['210000', org('province')],
    ['210100', org('city', { parent: '210000' })],
    ['210100-a', org('department', { region: '210100', parent: '210000-a' })],
    ['210000-a', org('department', { region: '210000' })],
    ['210100-zx', org('centre', { region: '210100' })],
  ]),
  calendars: new Map<string, CalendarBody>([
    ['cn', cn],
    ['a', { name: 'a', orgs: ['21*'], extends: 'b', days: [] }],
    ['b', { name: 'b', orgs: [], extends: 'cn', days: [] }],
  ]),
  profiles: new Map<string, unknown>([
    ['default', { code: 'default', version: '1' }],
    ['own', { code: 'own', version: '1', extends: 'default', orgs: ['21*'] }],
  ]),
  hasItem: (code) => code === 'X-1',
};

function faults(kind: CatalogueKind, code: string, value: unknown): string[] {
  const reading = KIND_RULES[kind].read(code, value);
  const found = 'faults' in reading ? reading.faults : KIND_RULES[kind].faults(code, reading.body, beside);
  return found.map(({ member }) => member);
}
const warnings = (kind: CatalogueKind, code: string, value: unknown): string[] =>
  KIND_RULES[kind].warnings(code, value, beside).map(({ member }) => member);

describe('an organisation', () => {
  it.each<[string, OrganisationBody, string[]]>([
    ['210200', org('city', { parent: '210000' }), []],
    ['210000', org('province'), []],
    ['210200', org('city', { parent: '210100' }), ['parent']],
    ['210200', org('city', { parent: '219999' }), ['parent']],
    ['210200', org('city', { parent: '210000-a' }), ['parent']],
    ['210200', org('city', { region: '210100' }), ['region']],
    ['210100-b', org('department'), ['region']],
    ['210100-b', org('department', { region: '210100', parent: '210000-a' }), []],
    ['210100-b', org('department', { region: '210100', parent: '210100-zx' }), ['parent']],
    ['210100-zx-1', org('window', { region: '210100' }), ['parent']],
    ['210100-zx-1', org('window', { region: '210100', parent: '210100-zx' }), []],
    ['210000-a', org('department', { region: '210000', parent: '210100-a' }), ['parent']],
    ['210000-a', org('department', { region: '210000', parent: '210000-a' }), ['parent']],
    ['210000-a', org('city'), ['kind']],
    ['a b', org('department', { region: '210100' }), ['code']],
    ['x', { name: ' ', kind: 'office' as 'city' }, ['name', 'kind']],
  ])('%s is refused where it contradicts the tree: %#', (code, body, said) =>
    expect(faults('organisations', code, body)).toEqual(said),
  );

  it('is told what is doubtful about its codes', () => {
    const office = org('department', { region: '219900', uscc: '91350211M0000XUF46' });
    expect(warnings('organisations', '219900-a', office)).toEqual(['region', 'uscc']);
    expect(warnings('organisations', '210101', org('city', { parent: '210000' }))).toEqual(['kind']);
  });
});

describe('a calendar', () => {
  it.each<[string, object, string[]]>([
    ['cn', cn, []],
    ['cn', { ...cn, officeHours: undefined }, ['officeHours']],
    ['cn', { ...cn, officeHours: [['09:00', '08:00']] }, ['officeHours']],
    ['cn', { ...cn, lastDay: '2025-12-31' }, ['lastDay']],
    ['cn', { ...cn, firstDay: '2026-02-30' }, ['firstDay']],
    ['cn', { ...cn, extends: 'b', firstDay: undefined, lastDay: undefined }, ['extends']],
    ['cn', { ...cn, days: [{ date: '2027-01-01', off: true, name: '元旦', notice: '1' }] }, ['days[0].date']],
    [
      'cn',
      { ...cn, days: [1, 2].map(() => ({ date: '2026-01-01', off: true, name: '元旦', notice: '1' })) },
      ['days[1].date'],
    ],
    ['own', { ...cn, orgs: ['21*'] }, ['orgs[0]']],
    ['b', { name: 'b', orgs: [], extends: 'a', days: [] }, ['extends']],
    ['own', { name: 'c', orgs: [], extends: 'x', days: [] }, ['extends']],
    ['own', { name: 'c', orgs: [], extends: 'cn', lastDay: '2026-12-31', days: [] }, ['lastDay']],
    ['own', { name: 'c', orgs: ['a b'], extends: 'cn', days: [] }, ['orgs[0]']],
  ])('%s is refused with the member that is wrong: %#', (code, body, said) =>
    expect(faults('calendars', code, JSON.parse(JSON.stringify(body)))).toEqual(said),
  );

  it('that ends before the one in force is doubtful', () => {
    expect(warnings('calendars', 'cn', { ...cn, lastDay: '2026-06-30' })).toEqual(['lastDay']);
  });
});

describe('a discretion standard', () => {
  const tier = (value: object, more: object = {}) => ({ code: '一般', value, ...more });
  const row = (...tiers: object[]) => ({ items: ['X-1'], statutory: { min: 10, max: 50 }, tiers });
  it.each<[object, string[]]>([
    [row(tier({ type: 'fixed', value: 10 })), []],
    [row(tier({ type: 'range', min: 10, max: 50 })), []],
    [row(tier({ type: 'ratio', base: '货值', minPercent: 10 })), []],
    [row(tier({ type: 'multiple', base: '货值', min: 1, max: 1 })), []],
    [row(tier({ type: 'fixed' })), ['tiers[0].value.value']],
    [row(tier({ type: 'range' })), ['tiers[0].value']],
    [row(tier({ type: 'range', min: 2, max: 1 })), ['tiers[0].value.max']],
    [row(tier({ type: 'ratio', minPercent: 10 })), ['tiers[0].value.base']],
    [row(tier({ type: 'range', min: 1, base: '货值' })), ['tiers[0].value.base']],
    [row(tier({ type: 'sum', value: 1 })), ['tiers[0].value.type']],
    [row(tier({ type: 'fixed', value: 1 }), tier({ type: 'fixed', value: 2 })), ['tiers[1].code']],
    [row(tier({ type: 'fixed', value: 1 }, { conditions: [{ fact: '次数' }] })), ['tiers[0].conditions[0]']],
    [
      row(tier({ type: 'fixed', value: 1 }, { conditions: [{ fact: '次数', oneOf: [1, {}] }] })),
      ['tiers[0].conditions[0].oneOf[1]'],
    ],
    [row(), ['tiers']],
    [{ ...row(tier({ type: 'fixed', value: 1 })), from: '2026-02-01', until: '2026-01-31' }, ['until']],
    [{ ...row(tier({ type: 'fixed', value: 1 })), colour: 1 }, ['colour']],
  ])('is refused with the member that is wrong: %#', (body, said) =>
    expect(faults('standards', 'R-1', body)).toEqual(said),
  );

  it('outside the law, or of items that nobody knows, is doubtful', () => {
    expect(warnings('standards', 'R-1', row(tier({ type: 'range', min: 10, max: 50 })))).toEqual([]);
    expect(warnings('standards', 'R-1', row(tier({ type: 'range', min: 9, max: 51 })))).toHaveLength(2);
    expect(warnings('standards', 'R-1', row(tier({ type: 'fixed', value: 9 }, { mitigated: true })))).toEqual([]);
    expect(warnings('standards', 'R-1', { ...row(tier({ type: 'fixed', value: 10 })), items: ['X-2'] })).toEqual([
      'items[0]',
    ]);
    expect(warnings('standards', 'R-1', { tiers: [tier({ type: 'fixed', value: 10 })] })).toEqual(['items']);
  });
});

describe('a rule profile', () => {
  it.each<[string, object, string[]]>([
    ['default', { version: '2' }, []],
    ['default', { code: 'default', version: '2', extends: 'own' }, ['extends']],
    ['default', { code: 'other', version: '2' }, ['code']],
    ['mine', { version: '1', orgs: ['21*'] }, ['orgs[0]']],
    ['mine', { version: '1', extends: 'nobody' }, ['extends']],
    ['mine', { version: '1', rules: { 'T-NOTICE-LATER': {} } }, ['rules.T-NOTICE-LATER']],
  ])('%s is refused with the member that is wrong: %#', (code, body, said) =>
    expect(faults('profiles', code, body)).toEqual(said),
  );
});

describe('an item', () => {
  it('bears the code of its path', () => {
    const body = { name: '取水许可', org: 'a', kind: 'promised' };
    expect(faults('items', 'X-1', { ...body, code: 'X-1' })).toEqual([]);
    expect(faults('items', 'X-1', { ...body, code: 'X-2' })).toEqual(['code']);
  });

  it('without limits, of an unknown organisation or with a doubtful code is told so', () => {
    const item = { name: '取水许可', org: '210000-a', kind: 'promised', steps: [], pauses: [] };
    const limit = { amount: 3, unit: 'workingDay' };
    expect(warnings('items', 'X-1', { ...item, promised: limit })).toEqual([]);
    expect(warnings('items', 'X-1', { ...item, promised: limit, statutory: limit })).toEqual([]);
    expect(warnings('items', 'X-1', { ...item, promised: { ...limit, amount: 4 }, statutory: limit })).toEqual([
      'promised',
    ]);
    const days = { amount: 2, unit: 'calendarDay' };
    expect(warnings('items', 'X-1', { ...item, promised: limit, statutory: days })).toEqual([]);
    expect(warnings('items', 'x'.repeat(31), { ...item, org: '9' })).toEqual(['code', 'code', 'org', '']);
  });
});
