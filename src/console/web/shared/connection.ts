import { readonly, ref } from 'vue';

export type Connection = 'connecting' | 'live' | 'held' | 'offline';

const connection = ref<Connection>('connecting');

/** What the bar tells about the live feed; written by the page that owns the feed. */
export const useConnection = () => ({
  connection: readonly(connection),
  setConnection: (now: Connection) => {
    connection.value = now;
  },
});
