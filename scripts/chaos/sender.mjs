/**
 * What became of a POST. `fail`: certainly not stored. `unknown`: neither success nor failure, the sender repeats.
 * @typedef {object} Reply
 * @property {'ok' | 'fail' | 'unknown'} outcome @property {string} status HTTP status or what went wrong
 * @property {number} [accepted] @property {number} [duplicates]
 * @property {{ index: number, id: string, reason: string }[]} [rejected]
 */

/** @param {import('./journal.mjs').ChaosEvent} event */
export const cloudEvent = ({ source, id, type, caseNo, at, data }) => ({
  specversion: '1.0',
  id,
  source,
  type: `approval.${type}`,
  ...(caseNo === undefined ? {} : { subject: caseNo }),
  time: new Date(at).toISOString(),
  data,
});

/** Sends to one server as one source. */
export class Sender {
  /** @param {string} url @param {string} token @param {number} timeout milliseconds */
  constructor(url, token, timeout = 2_500) {
    this.url = url;
    this.token = token;
    this.timeout = timeout;
  }

  /** @param {readonly import('./journal.mjs').ChaosEvent[]} events @returns {Promise<Reply>} */
  async post(events) {
    let answer;
    try {
      answer = await fetch(`${this.url}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/x-ndjson' },
        body: events.map((event) => `${JSON.stringify(cloudEvent(event))}\n`).join(''),
        signal: AbortSignal.timeout(this.timeout),
      });
      const body = await answer.json();
      return { ...outcomeOf(answer.status, body), status: String(answer.status) };
    } catch (error) {
      const status = error.cause?.code ?? error.name;
      // Refused before anything was sent.
      return { outcome: status === 'ECONNREFUSED' ? 'fail' : 'unknown', status };
    }
  }
}

function outcomeOf(status, { accepted, duplicates, rejected }) {
  if (status === 200) return { outcome: 'ok', accepted, duplicates, rejected };
  return { outcome: status < 500 ? 'fail' : 'unknown' };
}
