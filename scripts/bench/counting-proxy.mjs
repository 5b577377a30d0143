import { connect, createServer } from 'node:net';

/** Passes connections on to a server of this machine and counts the bytes that come back: headers, frames and all. */
export class CountingProxy {
  bytes = 0;
  #sockets = new Set();
  #server = createServer((client) => this.#pass(client));

  /** @param {number} to port @returns {Promise<string>} its address */
  async listen(to) {
    this.to = to;
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  #pass(client) {
    const server = connect(this.to, '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(one);
      one.setNoDelay(true).pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => this.#sockets.delete(one) && other.end());
    }
    server.on('data', (chunk) => (this.bytes += chunk.length));
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
