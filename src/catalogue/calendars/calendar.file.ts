import { basename } from 'node:path';
import { type Day, dayFromIso, isoOfDay } from '../../domain/instant.js';
import { type CalendarDays, type DeclaredDay, officeHours } from '../../domain/working-calendar.js';
import { ORG_PATTERN } from '../org-patterns.js';
import { YamlNode } from '../kinds/yaml-node.js';

/** One notice (of the State Council, or of a locality): what it declares, in force from the date it bears. */
export interface Notice {
  readonly published: Day;
  readonly days: ReadonlyMap<Day, DeclaredDay>;
}

/** The days that a file's notices may name. */
export interface Span {
  readonly first: Day;
  readonly last: Day;
}

export interface CalendarHead {
  readonly node: YamlNode;
  readonly code: string;
  readonly name: string;
  readonly parent?: YamlNode;
  readonly officeHours?: CalendarDays['officeHours'];
  readonly orgs: readonly YamlNode[];
  readonly notices?: YamlNode;
}

/** `<code>.yaml`. A calendar that extends none has its days in `<code>/<year>.yaml` and must state office hours. */
export function readHead(file: string): CalendarHead {
  const node = YamlNode.read(file);
  const { code, name, orgs, ...rest } = node.members(['code', 'name', 'orgs'], ['extends', 'officeHours', 'notices']);
  if (code.text() !== basename(file, '.yaml')) code.fail(`"${code.text()}" is not the name of the file`);
  if (!rest.extends && !rest.officeHours) node.fail('member "officeHours" is missing (needed without "extends")');
  if (!rest.extends && rest.notices) rest.notices.fail('belongs into the year files of a calendar that extends none');
  for (const org of orgs.list())
    if (!ORG_PATTERN.test(org.text())) org.fail(`"${org.text()}" is neither an organisation code nor "prefix*"`);
  return {
    node,
    code: code.text(),
    name: name.text(),
    parent: rest.extends,
    officeHours: rest.officeHours && readOfficeHours(rest.officeHours),
    orgs: orgs.list(),
    notices: rest.notices,
  };
}

function readOfficeHours(node: YamlNode): CalendarDays['officeHours'] {
  const spans = node.list().map((span) => {
    const [open, close, ...more] = span.list();
    if (!open || !close || more.length > 0) return span.fail('must be [opening, close]');
    return [open.text(), close.text()] as const;
  });
  node.attempt(() => officeHours(spans));
  return spans;
}

/** `<code>/<year>.yaml`. */
export function readYear(file: string): { year: number; notices: Notice[] } {
  const name = basename(file);
  const { year: stated, notices } = YamlNode.read(file).members(['year', 'notices']);
  const year = Number(stated.value);
  if (name !== `${year}.yaml`) stated.fail(`must be the year in the name ${name}`);
  // The days around New Year's Day may be exchanged with those of the December before.
  const span = { first: dayFromIso(`${year - 1}-12-01`), last: dayFromIso(`${year}-12-31`) };
  const list = readNotices(notices, span);
  if (list.length === 0) notices.fail('must name at least one notice');
  return { year, notices: list };
}

/** Notices in the order of their dates. */
export function readNotices(node: YamlNode, span: Span): Notice[] {
  const numbers = new Set<string>();
  let newest = -Infinity;
  return node.list().map((entry) => {
    const { number, title, published, holidays, numberVerified } = entry.members(
      ['number', 'title', 'published', 'holidays'],
      ['numberVerified'],
    );
    title.text();
    if (numbers.has(number.text())) number.fail(`${number.text()} stands here twice`);
    numbers.add(number.text());
    if (published.date() < newest) published.fail('notices must stand in the order of their dates');
    newest = published.date();
    // Nobody should cite a number from a card that was never seen on the notice.
    const cited = (numberVerified?.flag() ?? true) ? number.text() : `${number.text()}（文号待核）`;
    return { published: newest, days: readHolidays(holidays, cited, span) };
  });
}

function readHolidays(node: YamlNode, notice: string, span: Span): Map<Day, DeclaredDay> {
  const days = new Map<Day, DeclaredDay>();
  const declare = (place: YamlNode, [first, last]: readonly [Day, Day], off: boolean, name: string): void => {
    if (first < span.first || last > span.last)
      place.fail(`lies outside ${isoOfDay(span.first)} … ${isoOfDay(span.last)}`);
    for (let day = first; day <= last; day++) {
      const other = days.get(day);
      if (other && other.off !== off) place.fail(`${isoOfDay(day)} is declared both off and working`);
      if (other) place.fail(`${isoOfDay(day)} is named twice (${other.name}, ${name})`);
      days.set(day, { off, name, notice });
    }
  };
  for (const holiday of node.list()) {
    const { name, off, work } = holiday.members(['name'], ['off', 'work']);
    if (!off && !work) holiday.fail('must name days under "off" or "work"');
    for (const range of off?.list() ?? []) declare(range, readRange(range), true, name.text());
    for (const day of work?.list() ?? []) declare(day, [day.date(), day.date()], false, name.text());
  }
  return days;
}

/** `2014-01-31..2014-02-06`, or one day. */
function readRange(node: YamlNode): readonly [Day, Day] {
  const [from, to, ...more] = node.text().split('..');
  if (from === undefined || more.length > 0) return node.fail('must be a date or "first..last"');
  const first = node.date(from);
  const last = to === undefined ? first : node.date(to);
  if (last < first) node.fail('ends before it begins');
  return [first, last];
}
