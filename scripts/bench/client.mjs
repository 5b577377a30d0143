import { Agent, request } from 'node:http';
import { pause } from './statistics.mjs';

/** Answers that ask for a repeat, and how often one is given. */
const AGAIN = new Set([429, 503]);
const ATTEMPTS = 20;
/** Milliseconds; a watermark over a whole day may take its time. */
const PATIENCE = 60_000;

const shown = (text) => text.toString().slice(0, 500);

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
    return this.#call('POST', path, { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body);
  }

  #call(method, path, headers, body) {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path, method, headers, agent: this.agent };
      const call = request({ ...options, timeout: PATIENCE }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) }));
        answer.on('error', reject);
      });
      call.on('timeout', () => call.destroy(new Error(`no answer within ${PATIENCE / 1_000} s`)));
      call.on('error', reject);
      call.end(body);
    });
  }

  /** Sends events as NDJSON until they are taken. @param {string} token @param {string | Buffer} body @param {number} count */
  async events(token, body, count) {
    const { accepted, duplicates, rejected } = await this.report(token, body);
    if (accepted + duplicates === count) return;
    throw new Error(`the server took ${accepted + duplicates} of ${count} events: ${shown(JSON.stringify(rejected))}`);
  }

  /** Sends events as NDJSON until they are answered for, of which some may be rejected. @param {string} token @param {string | Buffer} body */
  async report(token, body) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    for (let attempt = 1; ; attempt += 1) {
      const { status, body: answer } = await this.send('/api/v1/events', headers, body);
      if (status === 200) return JSON.parse(answer.toString());
      if (!AGAIN.has(status) || attempt === ATTEMPTS)
        throw new Error(`the server answered ${status} to events: ${shown(answer)}`);
      this.repeats += 1;
      await pause(100 * attempt);
    }
  }

  /** @param {string} path @param {string} session @returns {Promise<Buffer>} */
  async read(path, session) {
    const { status, body } = await this.#call('GET', path, { authorization: `Bearer ${session}` }, undefined);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${shown(body)}`);
    return body;
  }

  /** POSTs JSON and reads the answer. @param {string} path @param {string} session @param {unknown} value */
  async ask(path, session, value) {
    const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/json' };
    const { status, body } = await this.send(path, headers, JSON.stringify(value));
    if (status !== 200 && status !== 201) throw new Error(`POST ${path}: ${status} ${shown(body)}`);
    return JSON.parse(body.toString());
  }

  /** @param {string} username @returns {Promise<string>} token */
  async signIn(username) {
    const body = JSON.stringify({ username, password: 'liangpai-demo' });
    const answer = await this.send('/api/v1/session', { 'content-type': 'application/json' }, body);
    if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.status} ${shown(answer.body)}`);
    return JSON.parse(answer.body.toString()).token;
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
