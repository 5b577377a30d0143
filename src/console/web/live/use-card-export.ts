import { useI18n } from 'vue-i18n';
import type { CardBrief } from '../../console.protocol.js';
import { useNames } from '../shared/names.js';
import { detailTime } from '../shared/time.js';
import { shanghaiNow } from '../shared/today.js';
import { useWords } from '../shared/words.js';
import { csvOf } from './live-csv.js';
import { useCountdownText } from './countdown-text.js';

/** Rows of the list as a file or on the clipboard, in the reader's language, in their order. */
export function useCardExport() {
  const { t } = useI18n();
  const { inLocale } = useWords();
  const { nameOf, unitOf } = useNames();
  const { plainText } = useCountdownText();

  const head = (): string[] =>
    ['level', 'no', 'ruleCode', 'rule', 'step', 'orgCode', 'org', 'region', 'itemCode', 'item', 'caseNo']
      .map((name) => t(`cardFile.${name}`))
      .concat(
        ['raisedAt', 'recordedAt', 'dueAt', 'limit', 'limitDue', 'left', 'countedTo'].map((name) =>
          t(`cardFile.${name}`),
        ),
      );

  const row = (card: CardBrief): string[] => {
    const { countdown } = card;
    return [
      t(`level.${card.level}`),
      card.no,
      card.rule,
      inLocale(card.ruleName),
      card.step ?? '',
      card.org ?? '',
      unitOf(card) ?? '',
      card.regions.map(nameOf).join(' / '),
      card.item ?? '',
      card.itemName ?? '',
      card.caseNo,
      detailTime(card.raisedAt),
      detailTime(card.recordedAt),
      card.dueAt === null ? '' : detailTime(card.dueAt),
      countdown?.limit ? t(`clock.kind.${countdown.limit}`) : '',
      countdown?.dueAt ? detailTime(countdown.dueAt) : '',
      plainText(countdown),
      countdown?.at ? detailTime(countdown.at) : '',
    ];
  };

  function download(cards: readonly CardBrief[]): void {
    const url = URL.createObjectURL(new Blob([csvOf([head(), ...cards.map(row)])], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${t('cardFile.name')}-${shanghaiNow().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  }

  const copyNumbers = (cards: readonly CardBrief[]): Promise<boolean> => copyText(cards.map(({ no }) => no).join('\n'));
  return { download, copyNumbers };
}

/** Browsers give the clipboard to secure pages only; elsewhere the old way still works. */
async function copyText(text: string): Promise<boolean> {
  if (window.isSecureContext && 'clipboard' in navigator)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
