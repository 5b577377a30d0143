import { DAY, HOUR, dayOf, startOfDay } from '../../instant.js';
import type { ReportedEvent } from '../../review/reported-event.js';

/** Exactly midnight in Shanghai: a source that keeps only days writes this, and no time of day is known. */
export const isDayOnly = ({ at }: ReportedEvent): boolean => at === startOfDay(dayOf(at));

/** Hours since midnight in Shanghai, with their fraction. */
export const hourOf = ({ at }: ReportedEvent): number => ((at - startOfDay(dayOf(at))) % DAY) / HOUR;
