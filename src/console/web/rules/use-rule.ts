import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { RuleStatistics, RuleView } from '../../rules.protocol.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { rulesApi } from './rules-api.js';

/** One rule and how it has fared in the last twelve months. */
export function useRule(code: () => string) {
  const rule = shallowRef<RuleView>();
  const fault = ref<LoadFault | null>(null);
  const months = shallowRef<readonly string[]>([]);
  const figures = shallowRef<RuleStatistics>();
  const figuresFault = ref<LoadFault | null>(null);
  let asked = 0;
  onScopeDispose(() => (asked = -1));

  async function loadFigures(turn: number): Promise<void> {
    try {
      const answer = await rulesApi.statistics();
      if (turn !== asked) return;
      months.value = answer.months;
      figures.value = answer.rules.find((one) => one.code === code());
    } catch (error) {
      if (turn === asked) figuresFault.value = loadFault(error);
    }
  }
  async function load(): Promise<void> {
    const turn = ++asked;
    [rule.value, figures.value, fault.value, figuresFault.value] = [undefined, undefined, null, null];
    void loadFigures(turn);
    try {
      const loaded = await rulesApi.rule(code());
      if (turn === asked) rule.value = loaded;
    } catch (error) {
      if (turn === asked) fault.value = loadFault(error);
    }
  }
  watch(code, load, { immediate: true });
  return { rule, fault, months, figures, figuresFault, load };
}
