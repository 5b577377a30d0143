import { readonly, ref } from 'vue';
import { api, ApiError, type User } from '../api.js';

const user = ref<User | null>(null);
let asked: Promise<void> | undefined;

/** The signed-in user of this page; the session itself is an HttpOnly cookie that the page never sees. */
export function useSession() {
  /** Asks the server once per page; a failure other than 401 is asked again at the next navigation. */
  async function restore(): Promise<User | null> {
    asked ??= check();
    await asked;
    return user.value;
  }

  async function check(): Promise<void> {
    try {
      user.value = await api.user();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) user.value = null;
      else asked = undefined;
    }
  }

  async function signIn(username: string, password: string): Promise<void> {
    user.value = await api.signIn(username, password);
    asked = Promise.resolve();
  }

  async function signOut(): Promise<void> {
    await api.signOut().catch(() => undefined);
    user.value = null;
  }

  return { user: readonly(user), restore, check, signIn, signOut };
}
