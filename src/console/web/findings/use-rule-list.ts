import { computed, onMounted, shallowRef } from 'vue';
import type { RuleView } from '../../rules.protocol.js';
import { rulesApi } from '../rules/rules-api.js';

/** The rules whose findings wait for a person, to choose from; without an answer there is nothing to choose. */
export function useRuleList() {
  const all = shallowRef<readonly RuleView[]>([]);
  onMounted(async () => {
    all.value = await rulesApi.rules().then(
      ({ items }) => items,
      () => [],
    );
  });
  return { rules: computed(() => all.value.filter(({ tier }) => tier === 'review')) };
}
