import type { Threshold } from '../review/rule.js';
import type { RuleSetting } from '../standards.js';

/** 本系统约定: a number that no article or published rule book gives. */
export const OUR_CHOICE = '本系统约定';

/** @param source the article or the published rule book that gives the number */
export const workingDays = (value: number, source: string, max = 250): Threshold => ({
  value,
  unit: 'workingDay',
  min: 1,
  max,
  source,
});

/** The number in force: that of the profile, else the default. */
export const inForce = <Name extends string>(
  setting: RuleSetting,
  params: Readonly<Record<Name, Threshold>>,
  name: Name,
): number => setting.params[name] ?? params[name].value;
