import { useI18n } from 'vue-i18n';
import { CHANGE_KINDS, type ChangeCounts, type TrialBrief, type TrialState } from '../../trials.protocol.js';
import { minuteTime } from '../shared/time.js';
import { useWords } from '../shared/words.js';

export const isOpen = (state: TrialState): boolean => state === 'queued' || state === 'running';

export const allOf = (counts: ChangeCounts): number => CHANGE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);

type Named = Pick<TrialBrief, 'name' | 'kind' | 'code'>;
/** Has whoever asked for it given it a name? */
export const isNamed = ({ name, kind, code }: Named): boolean => name !== `${kind} ${code}`;

/** A trial's period, organisation and changes in words. */
export function useTrialWords() {
  const { t, n } = useI18n({ useScope: 'global' });
  const { inLocale } = useWords();
  const countsText = (counts: ChangeCounts): string => {
    const parts = CHANGE_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
      t('trials.counted', { what: t(`trials.change.${kind}`), n: n(counts[kind]) }),
    );
    return parts.length === 0 ? t('trials.unchanged') : parts.join(t('catalogue.comma'));
  };
  /** The end is the first instant that is out. */
  const periodText = ({ from, to }: Pick<TrialBrief, 'from' | 'to'>): string => {
    const last = new Date(Date.parse(to) - 1).toISOString();
    return `${minuteTime(from).slice(0, 10)} – ${minuteTime(last).slice(0, 10)}`;
  };
  const orgText = ({ org, orgName }: Pick<TrialBrief, 'org' | 'orgName'>): string =>
    org === null ? t('trials.everywhere') : orgName ? t('trials.orgWhole', { org: inLocale(orgName) }) : org;
  /** The server names an unnamed trial after what it tries, in no language. */
  const titleOf = (trial: Named): string =>
    isNamed(trial) ? trial.name : `${t(`trials.kind.${trial.kind}`)} ${trial.code}`;
  return { countsText, orgText, periodText, titleOf };
}
