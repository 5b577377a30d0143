import type { EventType } from '../event.js';
import { PAUSE_WORDS } from '../review/act-words.js';
import type { ReportedEvent } from '../review/reported-event.js';
import type { Words } from '../wording.js';

/** What an event reports, as a noun. */
export const EVENT_NAMES: Readonly<Record<EventType, Words>> = {
  'case.received': { zh: '收件', en: 'receipt' },
  'case.accepted': { zh: '受理', en: 'acceptance' },
  'case.not-accepted': { zh: '不予受理', en: 'refusal to accept' },
  'supplement.requested': { zh: '补正告知', en: 'request for supplements' },
  'supplement.received': { zh: '补正收到', en: 'receipt of supplements' },
  'step.started': { zh: '环节开始', en: 'start of a step' },
  'step.completed': { zh: '环节完成', en: 'completion of a step' },
  'pause.started': { zh: '特别程序开始', en: 'start of a special procedure' },
  'pause.ended': { zh: '特别程序结束', en: 'end of a special procedure' },
  'extension.granted': { zh: '延长时限', en: 'extension' },
  'case.decided': { zh: '办结', en: 'decision' },
  'case.withdrawn': { zh: '撤回申请', en: 'withdrawal' },
  'case.terminated': { zh: '终止办理', en: 'termination' },
  'licence.delivered': { zh: '送达', en: 'delivery' },
  'fee.charged': { zh: '收费', en: 'charge' },
  'rating.given': { zh: '好差评', en: 'rating' },
  'rating.followed-up': { zh: '差评回访', en: 'follow-up of a rating' },
  'complaint.filed': { zh: '投诉提出', en: 'complaint' },
  'complaint.accepted': { zh: '投诉受理', en: 'acceptance of the complaint' },
  'complaint.answered': { zh: '投诉答复', en: 'answer to the complaint' },
  'complaint.upheld': { zh: '投诉成立的认定', en: 'the complaint found justified' },
  'complaint.dismissed': { zh: '投诉不成立的认定', en: 'the complaint found unjustified' },
  'visit.made': { zh: '到窗口办理', en: 'visit to the window' },
};

/** The same with what it concerns: “审查”环节完成, 特别程序（听证）结束, 差评整改. */
export function actName({ type, data }: Pick<ReportedEvent, 'type' | 'data'>): Words {
  const { step = '', kind = 'other' } = data;
  const pause = PAUSE_WORDS[kind];
  switch (type) {
    case 'step.started':
      return { zh: `“${step}”环节开始`, en: `start of step “${step}”` };
    case 'step.completed':
      return { zh: `“${step}”环节完成`, en: `completion of step “${step}”` };
    case 'pause.started':
      return { zh: `特别程序（${pause.zh}）开始`, en: `start of the special procedure (${pause.en})` };
    case 'pause.ended':
      return { zh: `特别程序（${pause.zh}）结束`, en: `end of the special procedure (${pause.en})` };
    case 'rating.followed-up':
      return data.action === 'rectified'
        ? { zh: '差评整改', en: 'rectification after the rating' }
        : { zh: '差评回访', en: 'contact with the person who rated' };
    default:
      return EVENT_NAMES[type];
  }
}
