import { onScopeDispose, ref, shallowRef } from 'vue';
import { type LoadFault, loadFault } from '../shared/load-fault.js';

/** Milliseconds between two looks at what is still under way. */
const EVERY = 1_500;

/** Something that is read again and again while it is under way and the page is seen; a disturbance keeps what was read last. */
export function useRenewed<T>(ask: () => Promise<T>, underWay: (answer: T) => boolean) {
  const answer = shallowRef<T>();
  const fault = ref<LoadFault | null>(null);
  let gone = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function load(): Promise<void> {
    clearTimeout(timer);
    try {
      const read = await ask();
      if (gone) return;
      [answer.value, fault.value] = [read, null];
    } catch (error) {
      if (!gone) fault.value = loadFault(error);
    }
    plan();
  }
  function plan(): void {
    if (gone || !answer.value || !underWay(answer.value)) return;
    timer = setTimeout(() => (document.hidden ? plan() : void load()), EVERY);
  }
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  void load();
  return { answer, fault, load };
}
