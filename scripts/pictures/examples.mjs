import { NOW } from './stage.mjs';

/** The card and the case that the pictures show. @returns {Promise<import('./pages.mjs').Examples>} */
export async function examplesOf(url) {
  const ask = async (path, init = {}) => {
    const answer = await fetch(`${url}/api/v1/${path}`, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  const { token } = await ask('session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'inspector', password: 'liangpai-demo' }),
  });
  const { items } = await ask('cards?level=red&limit=200', { headers: { authorization: `Bearer ${token}` } });
  const counted = items.filter(({ explanation }) => explanation.clock?.limit.endsWith(' workingDay'));
  const card = counted[0] ?? items[0];
  if (!card) throw new Error('the demonstration has no red card');
  const month = new Date(NOW);
  month.setUTCMonth(month.getUTCMonth() - 1, 1);
  return { card: card.id, caseNo: card.caseNo, lastMonth: month.toISOString().slice(0, 7) };
}
