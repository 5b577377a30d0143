import { QUICK_ITEM } from './cases.mjs';

/** Known to everybody, as the contract gives it. */
const PASSWORD = 'liangpai-demo';

async function call(url, method, path, body, token) {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

export const signIn = async (url, username) =>
  (await call(url, 'POST', '/api/v1/session', { username, password: PASSWORD })).token;

/** The item whose limits are seconds. */
export async function publishQuickItem(url) {
  await call(url, 'PUT', '/api/v1/items/CHAOS-QUICK', QUICK_ITEM, await signIn(url, 'admin'));
}
