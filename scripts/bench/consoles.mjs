import { io } from 'socket.io-client';

/** Milliseconds for a console to get its snapshot. */
const CONNECT_WITHIN = 15_000;

/** A console that has its snapshot and hears of every change. @param {string} url @param {string} token @returns {Promise<import('socket.io-client').Socket>} */
export async function connectConsole(url, token) {
  const socket = io(`${url}/console`, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('a console got no snapshot in time')), CONNECT_WITHIN);
    socket.on('connect', () => socket.emit('resume', { cursor: null }));
    socket.on('connect_error', reject);
    socket.once('snapshot', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
  return socket;
}
