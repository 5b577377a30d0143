import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between the lie and the delivery. */
const DELAY = 150;

/** Says "accepted" to every sender and hands the events on only afterwards, once: what a server must never do. */
export async function startLyingProxy(target) {
  const underWay = new Set();
  const forward = async (headers, body) => {
    await sleep(DELAY);
    const { authorization, 'content-type': type } = headers;
    const signal = AbortSignal.timeout(2_000);
    const options = { method: 'POST', headers: { authorization, 'content-type': type }, body, signal };
    await fetch(`${target}/api/v1/events`, options).then((answer) => answer.text());
  };
  const proxy = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const accepted = body.toString().split('\n').filter(Boolean).length;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ accepted, duplicates: 0, rejected: [] }));
    const delivery = forward(request.headers, body)
      .catch(() => undefined)
      .finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    close: async () => {
      proxy.close();
      proxy.closeAllConnections();
      await Promise.all(underWay);
    },
  };
}
