import { useI18n } from 'vue-i18n';
import { monthOfYear, yearOf } from './months.js';

/** `2026年10月` */
export function useMonthName() {
  const { t } = useI18n();
  return (month: string): string => t('month.name', { year: yearOf(month), month: monthOfYear(month) });
}
