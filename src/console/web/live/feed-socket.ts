import { io, type Socket } from 'socket.io-client';
import {
  CONSOLE_NAMESPACE,
  type ConsoleChanges,
  type ConsoleToServer,
  type ServerToConsole,
} from '../../console.protocol.js';
import type { ListSnapshot } from './card-feed.js';

export interface FeedListener {
  /** Where to go on; `null` asks for a snapshot. */
  cursor: () => string | null;
  message: (message: { snapshot: ListSnapshot } | { changes: ConsoleChanges }) => void;
  online: () => void;
  /** `reason`: what the server says when it does not let this page in. */
  offline: (why: 'lost' | 'closing', reason: Words | null) => void;
  /** The server did not let this page in; resolves to whether the session still stands. */
  refused: () => Promise<boolean>;
}

interface Words {
  zh: string;
  en: string;
}

/** Milliseconds until a connection that the server ended or refused is tried again. */
const RETRY_AFTER = 2_000;

export interface FeedSocket {
  retry: () => void;
  close: () => void;
}

/** @param begun the list has begun without the socket, whose answer to the first `resume` then brings nothing new */
export function connectFeed(listener: FeedListener, begun: boolean): FeedSocket {
  const socket: Socket<ServerToConsole, ConsoleToServer> = io(CONSOLE_NAMESPACE, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    withCredentials: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closing = false;
  let known = begun;
  const connectLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), RETRY_AFTER);
  };

  socket.on('connect', () => {
    closing = false;
    socket.emit('resume', { cursor: listener.cursor() });
    listener.online();
  });
  socket.on('snapshot', (snapshot) => {
    if (!known || !snapshot.resumed) listener.message({ snapshot });
    known = false;
  });
  socket.on('changes', (changes) => listener.message({ changes }));
  socket.on('closing', () => {
    closing = true;
  });
  socket.on('disconnect', () => {
    listener.offline(closing ? 'closing' : 'lost', null);
    // socket.io itself does not come back after the server has ended the connection.
    if (!socket.active) connectLater();
  });
  socket.on('connect_error', (error: Error & { data?: { message?: Words } }) => {
    listener.offline(closing ? 'closing' : 'lost', error.data?.message ?? null);
    if (!socket.active) void listener.refused().then((standing) => standing && connectLater());
  });

  return {
    retry: () => socket.disconnect().connect(),
    close: () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}
