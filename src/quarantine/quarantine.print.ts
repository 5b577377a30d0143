import type { QuarantineEntryView, QuarantinePageView, QuarantineView } from './quarantine.view.js';

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** What senders wrote must not steer the terminal. */
export const harmless = (text: string): string => text.replace(CONTROL, '\uFFFD');

/** Columns of a terminal. */
const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
const oneLine = (text: string): string => harmless(text.replace(/\s+/g, ' '));

const COLUMNS: readonly (readonly [title: string, cell: (entry: QuarantineView) => string])[] = [
  ['ID', (entry) => entry.id],
  ['RECEIVED', (entry) => entry.receivedAt.slice(0, 19)],
  ['FEED', (entry) => entry.feed ?? '-'],
  ['CASE', (entry) => entry.caseNo ?? '-'],
  ['EVENT', (entry) => entry.eventId ?? '-'],
  ['REASON', (entry) => entry.reason],
  ['MEMBER', (entry) => entry.member ?? '-'],
  ['RESOLUTION', (entry) => entry.resolution ?? ''],
];

/** A table, newest first, and below it how many there are. */
export function shownPage({ items, total, nextCursor }: QuarantinePageView): string {
  const rows = [
    COLUMNS.map(([title]) => title),
    ...items.map((item) => COLUMNS.map(([, cell]) => oneLine(cell(item)))),
  ];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
  const more = nextCursor === null ? '' : ` · 下一页 next page: --cursor ${nextCursor}`;
  return [...lines, `共 ${total} 条，显示 ${items.length} / ${items.length} of ${total} shown${more}`].join('\n');
}

export function shownEntry(entry: QuarantineEntryView): string {
  // The resolution says in words what `resolved` says to programs.
  const { body, resolved: _resolved, ...members } = entry;
  const facts = Object.entries(members).map(([name, value]) => `${name.padEnd(12)}${oneLine(String(value ?? '-'))}`);
  return [...facts, '', harmless(indented(body))].join('\n');
}

function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
