import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io';

/** What may wait for a socket before it is no longer served as changes come. */
export const MAX_PENDING_BYTES = 1024 * 1024;
export const MAX_PENDING_FRAMES = 200;
/** Milliseconds in which a socket must have taken what waits for it. */
export const DRAIN_PATIENCE_MS = 10_000;

/** What engine.io keeps for a connection; no public interface tells it. */
interface EngineConnection {
  readonly writeBuffer?: readonly { readonly data?: unknown }[];
  readonly transport?: { readonly socket?: { readonly bufferedAmount?: number } };
}

/** Has the socket left too much of what it was sent? */
export function isBehind(socket: Socket): boolean {
  const { writeBuffer = [], transport } = socket.conn as unknown as EngineConnection;
  if (writeBuffer.length > MAX_PENDING_FRAMES) return true;
  let bytes = transport?.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) if (typeof data === 'string') bytes += data.length;
  return bytes > MAX_PENDING_BYTES;
}

/** Resolves to whether the socket has taken what waited for it, in time and while it was connected. */
export async function drained(socket: Socket, patience = DRAIN_PATIENCE_MS): Promise<boolean> {
  const end = performance.now() + patience;
  while (socket.connected && isBehind(socket)) {
    if (performance.now() > end) return false;
    await sleep(20);
  }
  return socket.connected;
}
