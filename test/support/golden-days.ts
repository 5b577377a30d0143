type Row = readonly [name: string, from: string, workingDays: number, last: string];

/** The golden cases of working days, by which the calendar and both evaluators are tested: the last day after so many. */
export const GOLDEN_DAYS: readonly Row[] = [
  ['W1', '2014-09-19', 20, '2014-10-22'],
  ['W2', '2014-09-25', 5, '2014-10-08'],
  ['W3', '2020-01-17', 20, '2020-02-21'],
  ['W4', '2020-01-20', 10, '2020-02-11'],
  ['W5', '2020-01-22', 5, '2020-02-06'],
  ['W6', '2018-10-15', 7, '2018-10-24'],
  ['W6', '2018-10-15', 10, '2018-10-29'],
  ['W7', '2019-04-22', 10, '2019-05-07'],
  ['W8', '2015-08-28', 10, '2015-09-14'],
  ['W9', '2022-12-26', 5, '2023-01-03'],
  ['W10', '2018-12-24', 5, '2018-12-29'],
  ['W11', '2024-09-09', 20, '2024-10-12'],
  ['W12', '2025-09-22', 10, '2025-10-11'],
  ['W13', '2026-02-09', 20, '2026-03-13'],
  ['W14', '2024-06-01', 5, '2024-06-07'],
  ['W15', '2024-10-01', 5, '2024-10-12'],
  ['E1', '2018-10-15', 20, '2018-11-12'],
  ['J1', '2024-01-15', 45, '2024-03-21'],
];

/** The day before the Spring Festival holiday of 2020 was prolonged, and those of them that it changed, as known then. */
export const BEFORE_2020 = '2020-01-25';
export const GOLDEN_DAYS_BEFORE_2020: readonly Row[] = [
  ['W3', '2020-01-17', 20, '2020-02-19'],
  ['W4', '2020-01-20', 10, '2020-02-07'],
  ['W5', '2020-01-22', 5, '2020-02-04'],
];
