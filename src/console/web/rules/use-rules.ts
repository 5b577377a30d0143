import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { RuleStatisticsAnswer, RuleView } from '../../rules.protocol.js';
import { type LoadFault, loadFault } from '../shared/load-fault.js';
import { rulesApi } from './rules-api.js';

/** The rule book, and which of its rules are doubtful; who may not see the statistics sees the rules without. */
export function useRules() {
  const rules = shallowRef<readonly RuleView[]>();
  const statistics = shallowRef<RuleStatisticsAnswer>();
  const fault = ref<LoadFault | null>(null);
  let gone = false;
  onScopeDispose(() => (gone = true));

  async function load(): Promise<void> {
    fault.value = null;
    void rulesApi.statistics().then(
      (answer) => (statistics.value = answer),
      () => undefined,
    );
    try {
      const { items } = await rulesApi.rules();
      if (!gone) rules.value = items;
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
  }
  void load();

  const doubtful = computed(
    () => new Set(statistics.value?.rules.filter((rule) => rule.doubtful).map(({ code }) => code) ?? []),
  );
  return { rules, doubtful, fault, load };
}
