import { painted } from '../shared/painted.js';
import type { FeedListener, FeedSocket } from './feed-socket.js';
import { firstSnapshot } from './first-snapshot.js';

/** First the rows, which one answer brings; then the socket, whose code they need not wait for either. */
export function openFeed(listener: FeedListener): FeedSocket {
  let socket: FeedSocket | undefined;
  let closed = false;

  async function begin(): Promise<void> {
    try {
      const snapshot = await firstSnapshot();
      if (closed) return;
      if (snapshot) {
        listener.message({ snapshot: { ...snapshot, resumed: false } });
        await painted();
      }
      const { connectFeed } = await import('./feed-socket.js');
      if (!closed) socket = connectFeed(listener, snapshot !== undefined);
    } catch {
      if (!closed) listener.offline('lost', null);
    }
  }
  void begin();

  return {
    retry: () => (socket ? socket.retry() : void begin()),
    close: () => {
      closed = true;
      socket?.close();
    },
  };
}
