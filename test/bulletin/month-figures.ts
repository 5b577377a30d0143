import type { FigureRow, Figures } from '../../src/console/figures.protocol.js';
import { type BulletinFigures, busiest } from '../../src/bulletin/bulletin-figures.js';

export const figuresOf = (given: Partial<Omit<Figures, 'onTimeRate'>> = {}): Figures => {
  const counts = {
    received: 0,
    accepted: 0,
    decided: 0,
    measured: 0,
    onTime: 0,
    reminders: 0,
    yellow: 0,
    red: 0,
    ...given,
  };
  return { ...counts, onTimeRate: counts.measured === 0 ? null : counts.onTime / counts.measured };
};

export const rowOf = (key: string | null, name: string, figures: Figures, previous = figuresOf()): FigureRow => ({
  key,
  name,
  nameEn: null,
  hasChildren: false,
  figures,
  previous,
});

const CITIES =
  '省本级,沈阳市,大连市,鞍山市,抚顺市,本溪市,丹东市,锦州市,营口市,阜新市,辽阳市,盘锦市,铁岭市,朝阳市,葫芦岛市'.split(
    ',',
  );

/** October 2026 of a province: every row differs from the others, and they add up to the total. */
export function provinceFigures(given: Partial<BulletinFigures> = {}): BulletinFigures {
  const regions = CITIES.map((name, i) => rowOf(`21${String(i).padStart(2, '0')}00`, name, month(i, 0), month(i, 40)));
  const split = (names: readonly string[]): FigureRow[] =>
    names.map((name, i) => rowOf(`k${i}`, name, figuresOf(i < CITIES.length ? { ...month(i, 0) } : {})));
  return {
    month: '2026-10',
    region: null,
    total: total(regions.map(({ figures }) => figures)),
    previous: total(regions.map(({ previous }) => previous)),
    lastYear: total(CITIES.map((_, i) => month(i, -75))),
    days: Array.from({ length: 31 }, (_, i) => day(i + 1)),
    regions,
    orgs: busiest(split(Array.from({ length: 58 }, (_, i) => `第${i + 1}行政审批局`))),
    items: busiest(split(['食品经营许可', '建设工程规划许可证核发', '取水许可', '医疗机构执业登记'])),
    ...given,
  };
}

function month(i: number, shift: number): Figures {
  const received = 1_900 + 731 * ((i * 7) % 15) + shift * (i + 3);
  const decided = received - 40 - 3 * i;
  const measured = decided - (i % 4) * 11;
  return figuresOf({
    received,
    accepted: received - 17,
    decided,
    measured,
    onTime: measured - ((i * 5) % 9) * 4,
    reminders: 12 + ((i * 11) % 30),
    yellow: (i * 5) % 9,
    red: i % 3 === 0 ? i % 4 : 0,
  });
}

function total(all: readonly Figures[]): Figures {
  const sum = (name: Exclude<keyof Figures, 'onTimeRate' | 'revoked'>): number =>
    all.reduce((n, figures) => n + figures[name], 0);
  return figuresOf({
    ...{ received: sum('received'), accepted: sum('accepted'), decided: sum('decided'), measured: sum('measured') },
    ...{ onTime: sum('onTime'), reminders: sum('reminders'), yellow: sum('yellow'), red: sum('red') },
  });
}

function day(date: number): BulletinFigures['days'][number] {
  const isOff = date <= 7 || [11, 17, 18, 24, 25, 31].includes(date);
  const received = isOff ? 90 + date : 3_900 + 137 * ((date * 5) % 11);
  return {
    day: `2026-10-${String(date).padStart(2, '0')}`,
    received,
    decided: isOff ? 12 : received - 340 + 60 * (date % 9),
    cards: isOff ? 0 : 8 + ((date * 7) % 19),
  };
}
