import type { RuleHead } from '../../domain/rule-head.js';
import type { RuleStage, StageOffset } from '../../domain/standards.js';
import { type SchemaFault, faultsIn } from '../kinds/schema-check.js';
import { ALL_RULES, profileSchema, STAGE_DAYS } from './profile.schema.js';

/** What a profile must not say: by its schema, and two stages of one rule at one place, which no schema tells. */
export function profileFaults(value: unknown, rules: readonly RuleHead[] = ALL_RULES): SchemaFault[] {
  const faults = faultsIn(value, profileSchema(rules));
  return faults.length > 0 ? faults : Object.entries(stagesOf(value)).flatMap(repeated);
}

type Stages = readonly Pick<RuleStage, 'at'>[];

const stagesOf = (value: unknown): Readonly<Record<string, Stages>> => {
  const { rules = {} } = value as { rules?: Readonly<Record<string, { stages?: Stages }>> };
  return Object.fromEntries(Object.entries(rules).map(([code, { stages = [] }]) => [code, stages]));
};

type Way = keyof typeof STAGE_DAYS;
const placeOf = (at: StageOffset): readonly [way: Way, days: number] =>
  'daysBefore' in at ? ['daysBefore', at.daysBefore] : ['daysOver', at.daysOver];

function repeated([code, stages]: [string, Stages]): SchemaFault[] {
  const places = stages.map(({ at }) => placeOf(at));
  return places.flatMap(([way, days], i) =>
    places.slice(0, i).some((other) => other[0] === way && other[1] === days)
      ? [
          {
            path: `rules.${code}.stages[${i}].at.${way}`,
            zh: '同一规则的两个级次在同一时刻',
            en: 'another stage of the rule lies there',
            nearest: nearestFree(
              days,
              places.filter((other) => other[0] === way).map((other) => other[1]),
              STAGE_DAYS[way],
            ),
          },
        ]
      : [],
  );
}

/** A rule has fewer stages than there are days. */
function nearestFree(days: number, taken: readonly number[], { minimum, maximum }: (typeof STAGE_DAYS)[Way]): number {
  const free = Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i).filter((n) => !taken.includes(n));
  return free.reduce((a, b) => (Math.abs(b - days) < Math.abs(a - days) ? b : a));
}
