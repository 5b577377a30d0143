import type { EventType } from '../domain/event.js';
import type { Position } from './records.js';

/** Why something in the file could not be turned into an event. */
export const REASONS = {
  broken: '无法读取 unreadable',
  missing: '缺少 missing',
  'bad-value': '值无效 not valid',
  'unknown-value': '对照表中没有该值 value not in the table',
  undecodable: '编码不符 bytes not of the encoding',
} as const;
export type Reason = keyof typeof REASONS;

export interface Problem {
  readonly position: Position;
  readonly caseNo?: string;
  readonly type?: EventType;
  readonly member: string;
  readonly reason: Reason;
  readonly detail: string;
}

/** Thrown inside the mapper for one member; never leaves it. */
export class Unmappable extends Error {
  constructor(
    readonly reason: Reason,
    detail: string,
  ) {
    super(detail);
  }
}

export const shownPosition = ({ line, trace, event }: Position): string =>
  `第 ${line} 行 line ${line}${trace === undefined ? '' : `, trace ${trace}`}${event === undefined ? '' : `, event ${event}`}`;
