import { createI18n } from 'vue-i18n';
import { readSetting, writeSetting } from '../shared/settings.js';
import { cardsEn } from './cards.en.js';
import { cardsZh } from './cards.zh.js';
import { casesEn } from './cases.en.js';
import { casesZh } from './cases.zh.js';
import { chartEn } from './chart.en.js';
import { chartZh } from './chart.zh.js';
import { en } from './en.js';
import { monthEn } from './month.en.js';
import { monthZh } from './month.zh.js';
import { overviewEn } from './overview.en.js';
import { overviewZh } from './overview.zh.js';
import { sourcesEn } from './sources.en.js';
import { sourcesZh } from './sources.zh.js';
import { zh } from './zh.js';

export type Locale = 'zh' | 'en';

const stored: Locale = readSetting('locale') === 'en' ? 'en' : 'zh';

export const i18n = createI18n({
  legacy: false,
  locale: stored,
  fallbackLocale: 'zh',
  missingWarn: false,
  fallbackWarn: false,
  messages: {
    zh: { ...zh, ...cardsZh, ...casesZh, ...chartZh, ...monthZh, ...overviewZh, ...sourcesZh },
    en: { ...en, ...cardsEn, ...casesEn, ...chartEn, ...monthEn, ...overviewEn, ...sourcesEn },
  },
});

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  writeSetting('locale', locale);
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

setLocale(stored);
