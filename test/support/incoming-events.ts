import { type EventType, WATERMARK_TYPE } from '../../src/domain/event.js';
import type { Instant } from '../../src/domain/instant.js';
import { type IncomingEvent, isRejection, readCloudEvent } from '../../src/intake/cloud-event.js';
import { at } from '../verify/factory.js';

type Json = Record<string, unknown>;
const ITEM = { item: 'item', org: 'org' };

/** What each type cannot do without. */
const REQUIRED: Partial<Record<EventType, Json>> = {
  'case.received': ITEM,
  'case.accepted': ITEM,
  'case.not-accepted': { reason: '不属于本机关职权范围' },
  'supplement.requested': { materials: ['身份证明'] },
  'step.started': { step: '审查', officer: '王' },
  'step.completed': { step: '审查', officer: '王' },
  'pause.started': { kind: 'testing' },
  'pause.ended': { kind: 'testing' },
  'extension.granted': { days: 5, approver: '局长', reason: '案情复杂' },
  'case.decided': { outcome: 'granted' },
  'rating.given': { level: 1 },
};

export interface EventOptions {
  readonly id?: string;
  readonly source?: string;
  readonly caseNo?: string;
  /** Members besides those that the type cannot do without. */
  readonly data?: Json;
}

/** The installation's secret in every test. */
const SALT = 'salt';
/** Later than every event of a test, so that none lies in the future. */
const RECEIPT: Instant = at('2026-12-31 00:00');
let numbers = 0;

function read(value: Json): IncomingEvent {
  const result = readCloudEvent({ specversion: '1.0', source: 'window', ...value }, RECEIPT, SALT);
  if (isRejection(result)) throw new Error(`${result.reason} ${result.member}: ${result.detail}`);
  return result;
}

/** A valid event as the intake hands it on to the supervision; a test states only what matters to it. */
export function incoming(time: string, type: EventType, options: EventOptions = {}): IncomingEvent {
  const { id = `e${++numbers}`, source = 'window', caseNo = 'C1', data } = options;
  const payload = { ...REQUIRED[type], ...data };
  return read({ id, source, subject: caseNo, type: `approval.${type}`, time: iso(time), data: payload });
}

/** A feed's declaration that it has reported everything up to `until`. */
export const watermark = (until: string, id = `w${++numbers}`): IncomingEvent =>
  read({ id, type: `approval.${WATERMARK_TYPE}`, data: { until: iso(until) } });

const iso = (time: string): string => new Date(at(time)).toISOString();
