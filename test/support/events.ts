/** A CloudEvent as a window system writes it. */
export interface WindowEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly data?: Record<string, unknown>;
  readonly [extension: string]: unknown;
}

/** 食品经营许可: promised 7, statutory 20 working days, step 审查 3 working days, pause expert-review. */
export const FOOD = { item: '11210000MB0P02002W4000117051000', org: '210000-sczj' };
/** 建设工程规划许可证核发: promised 10, statutory 20 working days. */
export const PLANNING = { item: '11210000MB1519011D4000115046000', org: '210000-zrzyt' };
/** 取水许可: statutory 45 working days. */
export const WATER = { item: '11210000001405502K4000119001000', org: '210000-slt' };
/** 内资企业变更登记: an instant item without a promised limit. */
export const INSTANT = { item: '11210000MB0P02002W4000131001002', org: '210000-sczj' };
/** 个体工商户设立登记: an instant item, promised within 1 working hour. */
export const ONE_HOUR = { item: '11210000MB0P02002W4000131002001', org: '210000-sczj' };

export const SOURCE = 'urn:test:window';

/** `2018-10-15 10:00[:30]` in Shanghai. */
export const china = (text: string): string => `${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+08:00`;

/** An event of a case; its id follows from case, type and time. */
export function event(
  caseNo: string,
  type: string,
  time: string,
  data: Record<string, unknown> = {},
  more: Partial<WindowEvent> = {},
): WindowEvent {
  return {
    specversion: '1.0',
    id: `${caseNo}/${type}/${time}`,
    source: SOURCE,
    type: `approval.${type}`,
    subject: caseNo,
    time: china(time),
    data,
    ...more,
  };
}

/** Receipt and acceptance, at one instant unless stated. */
export const opened = (caseNo: string, received: string, accepted = received, of = FOOD): WindowEvent[] => [
  event(caseNo, 'case.received', received, of),
  event(caseNo, 'case.accepted', accepted, of),
];

export const decided = (caseNo: string, time: string): WindowEvent =>
  event(caseNo, 'case.decided', time, { outcome: 'granted' });

export const watermark = (until: string, id = `until ${until}`): WindowEvent => ({
  specversion: '1.0',
  id,
  source: SOURCE,
  type: 'approval.feed.watermark',
  time: china(until),
  data: { until: china(until) },
});
