import { createI18n } from 'vue-i18n';
import { readSetting, writeSetting } from '../shared/settings.js';
import { bulletinEn } from './bulletin.en.js';
import { bulletinZh } from './bulletin.zh.js';
import { cardEn } from './card.en.js';
import { cardZh } from './card.zh.js';
import { cardsEn } from './cards.en.js';
import { cardsZh } from './cards.zh.js';
import { caseEn } from './case.en.js';
import { caseZh } from './case.zh.js';
import { casesEn } from './cases.en.js';
import { casesZh } from './cases.zh.js';
import { catalogueEn } from './catalogue.en.js';
import { catalogueZh } from './catalogue.zh.js';
import { catalogueWordsEn } from './catalogue-words.en.js';
import { catalogueWordsZh } from './catalogue-words.zh.js';
import { chartEn } from './chart.en.js';
import { chartZh } from './chart.zh.js';
import { draftsEn } from './drafts.en.js';
import { draftsZh } from './drafts.zh.js';
import { exchangeEn } from './exchange.en.js';
import { exchangeZh } from './exchange.zh.js';
import { findingsEn } from './findings.en.js';
import { findingsZh } from './findings.zh.js';
import { hintsEn } from './hints.en.js';
import { hintsZh } from './hints.zh.js';
import { liveEn } from './live.en.js';
import { liveZh } from './live.zh.js';
import { monthEn } from './month.en.js';
import { monthZh } from './month.zh.js';
import { overviewEn } from './overview.en.js';
import { overviewZh } from './overview.zh.js';
import { selfTestEn } from './self-test.en.js';
import { selfTestZh } from './self-test.zh.js';
import { printEn } from './print.en.js';
import { printZh } from './print.zh.js';
import { profileFormEn } from './profile-form.en.js';
import { profileFormZh } from './profile-form.zh.js';
import { rulesEn } from './rules.en.js';
import { rulesZh } from './rules.zh.js';
import { sessionEn } from './session.en.js';
import { sessionZh } from './session.zh.js';
import { sheetEn } from './sheet.en.js';
import { sheetZh } from './sheet.zh.js';
import { sourcesEn } from './sources.en.js';
import { sourcesZh } from './sources.zh.js';
import { tourEn } from './tour.en.js';
import { tourZh } from './tour.zh.js';
import { trialsEn } from './trials.en.js';
import { trialsZh } from './trials.zh.js';
import { vocabularyEn } from './vocabulary.en.js';
import { vocabularyZh } from './vocabulary.zh.js';
import { en } from './en.js';
import { zh } from './zh.js';

const messages = {
  zh: {
    ...zh,
    ...bulletinZh,
    ...cardZh,
    ...cardsZh,
    ...caseZh,
    ...casesZh,
    ...catalogueZh,
    ...catalogueWordsZh,
    ...chartZh,
    ...draftsZh,
    ...exchangeZh,
    ...findingsZh,
    ...hintsZh,
    ...liveZh,
    ...monthZh,
    ...overviewZh,
    ...selfTestZh,
    ...printZh,
    ...profileFormZh,
    ...rulesZh,
    ...sessionZh,
    ...sheetZh,
    ...sourcesZh,
    ...tourZh,
    ...trialsZh,
    ...vocabularyZh,
  },
  en: {
    ...en,
    ...bulletinEn,
    ...cardEn,
    ...cardsEn,
    ...caseEn,
    ...casesEn,
    ...catalogueEn,
    ...catalogueWordsEn,
    ...chartEn,
    ...draftsEn,
    ...exchangeEn,
    ...findingsEn,
    ...hintsEn,
    ...liveEn,
    ...monthEn,
    ...overviewEn,
    ...selfTestEn,
    ...printEn,
    ...profileFormEn,
    ...rulesEn,
    ...sessionEn,
    ...sheetEn,
    ...sourcesEn,
    ...tourEn,
    ...trialsEn,
    ...vocabularyEn,
  },
};

export type Locale = keyof typeof messages;
export type Messages = (typeof messages)['zh'];

const stored: Locale = readSetting('locale') === 'en' ? 'en' : 'zh';

export const i18n = createI18n({
  legacy: false,
  locale: stored,
  fallbackLocale: 'zh',
  missingWarn: false,
  fallbackWarn: false,
  messages,
});

export function setLocale(locale: Locale): void {
  i18n.global.locale.value = locale;
  writeSetting('locale', locale);
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en';
}

setLocale(stored);
