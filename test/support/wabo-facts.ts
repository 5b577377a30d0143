import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** What the real WABO log says, counted from its XML by itself: nothing of `src/import` is used here. */
export interface WaboFacts {
  cases: number;
  events: number;
  /** Ended at or before the deadline instant, after it, without an end date. */
  onTime: number;
  overdue: number;
  open: number;
  /** Without an end date and with a deadline before the last event of the log. */
  openOverdue: number;
  endsBeforeStart: number;
  eventsBeforeStart: number;
  eventsAfterEnd: number;
  /** Last event of the log, ms since 1970. */
  last: number;
  /** Case number → deadline (ms since 1970) of every case that must have a T-PROMISE-OVER card. */
  cards: Map<string, number>;
}

/** The log beside the project, or `LIANGPAI_WABO_LOG`; undefined when it is not there. */
export function waboFile(): string | undefined {
  const path =
    process.env['LIANGPAI_WABO_LOG'] ??
    fileURLToPath(new URL('../../../shared/data/wabo-receipt/receipt.xes.gz', import.meta.url));
  return existsSync(path) ? path : undefined;
}

interface Trace {
  caseNo: string;
  start: number;
  deadline: number;
  end: number | undefined;
  events: number[];
}

export function expectedWaboFacts(file: string): WaboFacts {
  const xml = gunzipSync(readFileSync(file)).toString('utf8');
  const traces = xml.split('<trace>').slice(1).map(readTrace);
  const last = Math.max(...traces.flatMap((trace) => trace.events));
  const ended = traces.filter((trace) => trace.end !== undefined);
  const open = traces.filter((trace) => trace.end === undefined);
  const overdue = ended.filter(({ end, deadline }) => Number(end) > deadline);
  const openOverdue = open.filter(({ deadline }) => deadline < last);
  return {
    cases: traces.length,
    events: traces.reduce((sum, trace) => sum + trace.events.length, 0),
    onTime: ended.length - overdue.length,
    overdue: overdue.length,
    open: open.length,
    openOverdue: openOverdue.length,
    endsBeforeStart: ended.filter(({ start, end }) => Number(end) < start).length,
    eventsBeforeStart: traces.filter(({ start, events }) => events.some((at) => at < start)).length,
    eventsAfterEnd: ended.filter(({ end, events }) => events.some((at) => at > Number(end))).length,
    last,
    cards: new Map([...overdue, ...openOverdue].map(({ caseNo, deadline }) => [caseNo, deadline])),
  };
}

function readTrace(xml: string): Trace {
  const [head = '', ...events] = xml.split('<event>');
  const end = value(head, 'enddate');
  return {
    caseNo: value(head, 'concept:name') ?? '',
    start: Date.parse(value(head, 'startdate') ?? ''),
    deadline: Date.parse(value(head, 'deadline') ?? ''),
    end: end === undefined ? undefined : Date.parse(end),
    events: events.map((event) => Date.parse(value(event, 'time:timestamp') ?? '')),
  };
}

const value = (xml: string, key: string): string | undefined =>
  new RegExp(`key="${key}" value="([^"]*)"`).exec(xml)?.[1];
