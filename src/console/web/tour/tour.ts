import { readonly, ref } from 'vue';
import { request } from '../api.js';

/** The id of the button in the bar behind which the tour can be had again. */
export const HELP_BUTTON = 'help-button';

const offered = ref(false);
const running = ref(false);

/** The tour of the console; whether an account has seen it is kept on the server. */
export function useTour() {
  /** Offers it to an account that has neither taken nor declined it. */
  async function offer(): Promise<void> {
    // Who cannot be asked is not asked: the help menu has the tour.
    const { seen } = await request<{ seen: boolean }>('GET', 'tour').catch(() => ({ seen: true }));
    offered.value = !seen && !running.value;
  }

  function start(): void {
    running.value = true;
    answer();
  }

  function end(): void {
    running.value = false;
  }

  /** Taken or declined: it is not offered again. */
  function answer(): void {
    offered.value = false;
    void request('PUT', 'tour').catch(() => undefined);
  }

  /** The account has gone. */
  function leave(): void {
    offered.value = false;
    running.value = false;
  }

  return { offered: readonly(offered), running: readonly(running), offer, decline: answer, start, end, leave };
}
