import { Agent, request } from 'node:http';
import { pause } from './statistics.mjs';

/** Answers that ask for a repeat, and how often one is given. */
const AGAIN = new Set([429, 503]);
const ATTEMPTS = 20;

/** POSTs over kept connections, at most `connections` at once. */
export class Client {
  repeats = 0;

  /** @param {number} port @param {number} connections */
  constructor(port, connections) {
    this.port = port;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @param {string} path @param {Record<string, string>} headers @param {string | Buffer} body */
  send(path, headers, body) {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path, method: 'POST', agent: this.agent, timeout: 60_000 };
      const call = request(
        { ...options, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } },
        (answer) => {
          const chunks = [];
          answer.on('data', (chunk) => chunks.push(chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
          answer.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer within 60 s')));
      call.on('error', reject);
      call.end(body);
    });
  }

  /** Sends events as NDJSON until they are taken. @param {string} token @param {string | Buffer} body @param {number} count */
  async events(token, body, count) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    for (let attempt = 1; ; attempt += 1) {
      const { status, text } = await this.send('/api/v1/events', headers, body);
      if (AGAIN.has(status) && attempt < ATTEMPTS) {
        this.repeats += 1;
        await pause(100 * attempt);
        continue;
      }
      const answer = status === 200 ? JSON.parse(text) : undefined;
      if (answer?.accepted + answer?.duplicates === count) return;
      throw new Error(`the server answered ${status} to ${count} events: ${text.slice(0, 500)}`);
    }
  }

  /** @param {string} username @returns {Promise<string>} token */
  async signIn(username) {
    const body = JSON.stringify({ username, password: 'liangpai-demo' });
    const { status, text } = await this.send('/api/v1/session', { 'content-type': 'application/json' }, body);
    if (status !== 200) throw new Error(`sign-in of ${username}: ${status} ${text}`);
    return JSON.parse(text).token;
  }

  close() {
    this.agent.destroy();
  }
}

/** One metric of the server, or undefined. @param {string} url @param {string} name */
export async function metric(url, name) {
  const text = await fetch(`${url}/metrics`).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
}
