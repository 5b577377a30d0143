import { type ActRule, cannotJudge, FINE, found } from '../../review/rule.js';
import { timeWords } from '../../wording.js';
import { mayHaveMissed } from '../time-of-day.js';
import { actsAt } from './steps.js';

/** 联合办理的事项没有会同办理. */
export const jointAlone: ActRule = {
  code: 'P-JOINT-ALONE',
  category: 'procedure',
  level: 'yellow',
  mode: 'confirm',
  name: { zh: '联合办理的单位没有办理记录', en: 'Joint item granted without one of its units' },
  description: {
    zh: '联合办理的事项准予许可（含部分准予）时，参加单位没有完成环节的记录（环节以单位命名，没有一个环节如此命名的无法判断）；不予许可的不适用',
    en: 'An item handled jointly is granted, wholly or partly, and one of its units has no completed step on record (steps named after the units; where none is, it cannot be judged); not of refusals',
  },
  basis: ['《行政许可法》第二十六条第二款'],
  needs: ['item', 'step.completed', 'time'],
  shows: { zh: '没有记录的单位，指南列明的参加单位', en: 'the unit without a record, and the units of the guide' },
  params: {},
  on: ['case.decided'],
  examine: (act, seen) => {
    if (act !== seen.end) return FINE;
    if (!seen.item) return cannotJudge('item');
    const { handling } = seen.item.guide ?? {};
    if (handling?.kind !== 'joint') return FINE;
    // A ground for refusal that one unit has found is enough: no article asks the others as well.
    if (act.data.outcome === 'refused') return FINE;
    const steps = seen.all('step.started', 'step.completed');
    const when = timeWords(act.at);
    const absent = handling.units.filter((unit) => actsAt(seen, unit, 'step.completed').length === 0);
    // Steps of another naming say nothing about the units.
    const isNamed = (unit: string): boolean => actsAt(seen, unit, 'step.started', 'step.completed').length > 0;
    if (!handling.units.some(isNamed)) return cannotJudge('step.completed');
    if (absent.length > 0 && mayHaveMissed(act, steps)) return cannotJudge('time');
    return found(
      ...absent.map((unit) => ({
        subject: unit,
        expected: { zh: `办结前“${unit}”完成办理`, en: `“${unit}” completes its part before the decision` },
        observed: {
          zh: `${when.zh}办结，此前没有“${unit}”完成办理的记录`,
          en: `decided at ${when.en}, no completion by “${unit}” on record by then`,
        },
        itemText: `联合办理：${handling.units.join('、')}`,
      })),
    );
  },
};
