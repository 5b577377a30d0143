import { createI18n } from 'vue-i18n';
import { readSetting, writeSetting } from '../shared/settings.js';
import { casesEn } from './cases.en.js';
import { casesZh } from './cases.zh.js';
import { en } from './en.js';
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
    zh: { ...zh, ...casesZh },
    en: { ...en, ...casesEn },
  },
});

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  writeSetting('locale', locale);
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

setLocale(stored);
