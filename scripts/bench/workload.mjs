import { randomOf } from './statistics.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ITEM = '11210000MB0P02002W4000117051000';
/** Cases that are open at once; each event belongs to one of them at random. */
const OPEN_CASES = 20_000;
/** Share of cases that took far too long and so make cards. */
const OVERDUE = 0.01;

const ORGS = ['210000-sczj', '210100-sczj', '210200-sczj'];
const OFFICERS = [
  '林静（工号 2101-0417）',
  '周明（工号 2101-0093）',
  '韩梅（工号 2101-1102）',
  '赵国栋（工号 2101-0765）',
];
const OPINION =
  '经审查，申请材料齐全，符合法定形式，现场布局与设施设备符合食品安全管理要求，未发现不予许可的情形，拟同意，报请审核。';

/** Types of a case in their order, with the data of each. */
const LIFE = [
  [
    'case.received',
    (c) => ({
      item: ITEM,
      org: c.org,
      window: c.window,
      officer: c.officer,
      channel: 'window',
      applicant: c.applicant,
    }),
  ],
  [
    'case.accepted',
    (c) => ({ item: ITEM, org: c.org, receiptNo: `受〔2026〕${c.no}`, officer: c.officer, window: c.window }),
  ],
  ['step.started', (c) => ({ step: '审查', officer: c.officer })],
  ['step.completed', (c) => ({ step: '审查', officer: c.officer, outcome: 'approve', opinion: OPINION })],
  ['step.started', (c) => ({ step: '审核', officer: c.officer })],
  ['step.completed', (c) => ({ step: '审核', officer: c.officer, outcome: 'approve', opinion: OPINION })],
  [
    'case.decided',
    (c) => ({ outcome: 'granted', documentNo: `辽食许〔2026〕${c.no}`, officer: c.officer, reason: OPINION }),
  ],
];

/** Realistic cases whose events come interleaved at random; the same seed gives the same events. */
export class Workload {
  #count = 0;
  #open = [];

  /** @param {{ seed: number, times: 'days' | 'live', prefix?: string, openCases?: number }} options */
  constructor({ seed, times, prefix = `SP-210100-2026-${Date.now().toString(36)}`, openCases = OPEN_CASES }) {
    this.random = randomOf(seed);
    this.times = times;
    this.prefix = prefix;
    this.started = Date.now();
    for (let i = 0; i < openCases; i += 1) this.#open.push(this.#newCase());
  }

  #pick = (list) => list[Math.floor(this.random() * list.length)];

  #newCase() {
    const no = String((this.#count += 1)).padStart(8, '0');
    const overdue = this.random() < OVERDUE;
    return {
      no,
      caseNo: `${this.prefix}-${no}`,
      org: this.#pick(ORGS),
      officer: this.#pick(OFFICERS),
      window: `A${1 + Math.floor(this.random() * 40)}`,
      applicant: { kind: 'person', name: '王小明', idNumber: '210102199001011234' },
      /** A life of 30 hours that ended some hours ago, or one of 40 days. */
      from: this.started - (overdue ? 41 * DAY : 36 * HOUR + this.random() * 12 * HOUR),
      gap: overdue ? 6 * DAY : 4 * HOUR,
      seq: 0,
    };
  }

  /** The next event as a line of NDJSON. */
  line() {
    const i = Math.floor(this.random() * this.#open.length);
    const one = this.#open[i];
    const [type, data] = LIFE[one.seq];
    const at = this.times === 'live' ? Date.now() : one.from + one.seq * one.gap + this.random() * HOUR;
    const event = {
      specversion: '1.0',
      id: `${one.caseNo}-${one.seq}-${type}`,
      source: 'https://zwfw.example.gov.cn/210100/windows/hall-3',
      type: `approval.${type}`,
      subject: one.caseNo,
      time: new Date(at).toISOString(),
      recordedtime: new Date(at + 1_000).toISOString(),
      datacontenttype: 'application/json',
      data: data(one),
    };
    one.seq += 1;
    if (one.seq === LIFE.length) this.#open[i] = this.#newCase();
    return `${JSON.stringify(event)}\n`;
  }

  /** @param {number} events @returns {Buffer} */
  body(events) {
    let text = '';
    for (let i = 0; i < events; i += 1) text += this.line();
    return Buffer.from(text);
  }
}

/** A case that nobody has accepted for three weeks: one event, one yellow card. @param {string} caseNo */
export const overdueCase = (caseNo) =>
  `${JSON.stringify({
    specversion: '1.0',
    id: `${caseNo}-0`,
    source: '/liangpai/bench/window-system',
    type: 'approval.case.received',
    subject: caseNo,
    time: new Date(Date.now() - 21 * DAY).toISOString(),
    data: { item: 'bench-item-without-limits', org: '210000-sczj' },
  })}\n`;

/** A case received and accepted `days` ago. @param {string} caseNo @param {number} days */
export const acceptedCase = (caseNo, days) =>
  ['case.received', 'case.accepted']
    .map((type, i) =>
      JSON.stringify({
        specversion: '1.0',
        id: `${caseNo}-${i}`,
        source: '/liangpai/bench/window-system',
        type: `approval.${type}`,
        subject: caseNo,
        time: new Date(Date.now() - days * DAY - (60 - i) * 1_000).toISOString(),
        data: { item: ITEM, org: '210000-sczj' },
      }),
    )
    .join('\n');

/** @param {number} until */
export const watermark = (until) =>
  `${JSON.stringify({
    specversion: '1.0',
    id: `watermark-${until}`,
    source: '/liangpai/bench/window-system',
    type: 'approval.feed.watermark',
    data: { until: new Date(until).toISOString() },
  })}\n`;
