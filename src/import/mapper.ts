import { createHash } from 'node:crypto';
import { EVENT_PREFIX } from '../domain/event.js';
import type { Instant } from '../domain/instant.js';
import { type Scalar, coerce, memberAt } from './event-members.js';
import type { Mapping, Template, Value } from './mapping.js';
import { type Problem, Unmappable } from './problem.js';
import type { Position, RowRecord, TraceRecord } from './records.js';
import { applies, checkSelections, selectionsOf } from './selection.js';
import { parseSourceTime } from './source-time.js';
import { type Scopes, type Unit, describe, required, resolve } from './values.js';

/** A CloudEvents 1.0 event as the API takes it. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Readonly<Record<string, unknown>>;
}

export interface MappedEvent {
  readonly event: CloudEvent;
  readonly caseNo: string;
  readonly type: Template['type'];
  readonly at: Instant;
  readonly position: Position;
}

export interface Mapped {
  readonly caseNo?: string;
  readonly events: readonly MappedEvent[];
  readonly problems: readonly Problem[];
  /** How often a value that the mapping leaves out on purpose was met. */
  readonly ignored: number;
}

const CASE_NO_LENGTH = 50;

/** Maps a trace or a row. Pure; an event goes whole or, when any of its members cannot be mapped, not at all. */
export function createMapper(mapping: Mapping): (record: TraceRecord | RowRecord) => Mapped {
  const selections = selectionsOf(mapping);
  return (record) => {
    const units = unitsOf(record);
    const problems: Problem[] = [];
    const caseNo = attempt(problems, { position: record.position, member: 'case' }, () => caseNoOf(mapping, units[0]));
    for (const { position, detail } of record.kind === 'trace' ? record.faults : [])
      problems.push({ position, caseNo, member: '', reason: 'broken', detail });
    if (caseNo === undefined) return { events: [], problems, ignored: 0 };
    const events: MappedEvent[] = [];
    let ignored = 0;
    for (const unit of units) {
      ignored += checkSelections(selections, unit, caseNo, problems);
      for (const template of mapping.templates) {
        if (template.per !== unit.per || !applies(template, unit.scopes)) continue;
        const event = mapTemplate(mapping, template, unit, caseNo, problems);
        if (event) events.push(event);
      }
    }
    return { caseNo, events, problems, ignored };
  };
}

function unitsOf(record: TraceRecord | RowRecord): [Unit, ...Unit[]] {
  const { position, attributes } = record;
  if (record.kind === 'row') return [{ per: 'row', scopes: { row: attributes }, position }];
  const events = record.events.map((event): Unit => {
    return { per: 'event', scopes: { trace: attributes, event: event.attributes }, position: event.position };
  });
  return [{ per: 'trace', scopes: { trace: attributes }, position }, ...events];
}

function caseNoOf(mapping: Mapping, unit: Unit): string {
  const value = resolve(mapping.caseNo, unit.scopes);
  if (value === undefined) throw new Unmappable('missing', describe(mapping.caseNo));
  const caseNo = String(value.raw);
  if (caseNo.length > CASE_NO_LENGTH)
    throw new Unmappable('bad-value', `longer than ${CASE_NO_LENGTH} characters: ${caseNo}`);
  return caseNo;
}

function mapTemplate(
  mapping: Mapping,
  template: Template,
  unit: Unit,
  caseNo: string,
  problems: Problem[],
): MappedEvent | undefined {
  const { type } = template;
  const place = { position: unit.position, caseNo, type };
  const before = problems.length;
  const time = attempt(problems, { ...place, member: 'time' }, () => timeOf(mapping, template, unit.scopes));
  const data: Record<string, unknown> = {};
  for (const { path, value } of template.data) {
    const found = attempt(problems, { ...place, member: path }, () =>
      memberOf(mapping, template, path, value, unit.scopes),
    );
    if (found !== undefined) assign(data, path, found);
  }
  const own = template.id;
  const id = own && attempt(problems, { ...place, member: 'id' }, () => required(own, unit.scopes));
  if (problems.length > before || !time) return undefined;
  const suffix = id ?? (template.per === 'trace' ? undefined : digest(time.text, data));
  const event: CloudEvent = {
    specversion: '1.0',
    id: [caseNo, type, ...(suffix === undefined ? [] : [suffix])].join('/'),
    source: mapping.source,
    type: EVENT_PREFIX + type,
    subject: caseNo,
    time: time.text,
    datacontenttype: 'application/json',
    data,
  };
  return { event, caseNo, type, at: time.at, position: unit.position };
}

function timeOf(mapping: Mapping, template: Template, scopes: Scopes): { at: Instant; text: string } {
  const time = parseSourceTime(required(template.time, scopes), mapping.time);
  if ('fault' in time) throw new Unmappable('bad-value', `${describe(template.time)}: ${time.fault}`);
  return time;
}

function memberOf(
  mapping: Mapping,
  { type }: Template,
  path: string,
  value: Value,
  scopes: Scopes,
): Scalar | string[] | undefined {
  const member = memberAt(type, path);
  if (!member) return undefined;
  const found = resolve(value, scopes);
  if (found === undefined) {
    if (member.required) throw new Unmappable('missing', describe(value));
    return undefined;
  }
  const coerced = coerce(member.kind, found.raw, mapping.time, found.split);
  if ('fault' in coerced) throw new Unmappable('bad-value', `${describe(value)}: ${coerced.fault}`);
  return coerced.value;
}

function attempt<T>(problems: Problem[], place: Omit<Problem, 'reason' | 'detail'>, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Unmappable)) throw error;
    problems.push({ ...place, reason: error.reason, detail: error.message });
    return undefined;
  }
}

function assign(data: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() as string;
  let at = data;
  for (const step of steps) at = (at[step] ??= {}) as Record<string, unknown>;
  at[last] = value;
}

/** Identity of an event that has no number of its own: its content, so that overlapping exports name it alike. */
const digest = (time: string, data: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([time, data]))
    .digest('hex')
    .slice(0, 16);
