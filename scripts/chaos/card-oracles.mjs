import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject, ROOT } from '../lib/project.mjs';

/** I4: the second evaluator of the product. @returns {Promise<{ code: number, report?: any, text: string }>} */
export function verifyCards(server) {
  return new Promise((resolve, reject) => {
    const args = [inProject('scripts/liangpai.mjs'), 'verify', 'cards', '--json'];
    const options = { cwd: ROOT, env: server.environment(), stdio: ['ignore', 'pipe', 'pipe'] };
    const child = spawn(process.execPath, args, options);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? 1, report: out ? JSON.parse(out) : undefined, text: err.trim() }),
    );
  });
}

const sameRules = (a, b) => a.filter((rule) => !b.includes(rule));

/** I4 once more, by cases whose cards follow from how they were made; and no breach has two cards. */
export async function checkMadeCases(client, journal) {
  const { rows } = await client.query(`SELECT case_no, rule, breach_key FROM card`);
  const byCase = new Map();
  const found = { cards: rows.length, missing: [], extra: [], twice: [], evidence: [] };
  const breaches = new Set();
  for (const { case_no: caseNo, rule, breach_key: breach } of rows) {
    byCase.set(caseNo, [...(byCase.get(caseNo) ?? []), rule]);
    // Only a step can be breached more than once in a case.
    const key = `${caseNo}|${rule === 'T-STEP-OVER' ? breach : rule}`;
    if (breaches.has(key)) found.twice.push(key);
    breaches.add(key);
  }
  for (const [caseNo, rules] of journal.expected) {
    const actual = byCase.get(caseNo) ?? [];
    found.missing.push(...sameRules(rules, actual).map((rule) => `${caseNo} ${rule}`));
    found.extra.push(...sameRules(actual, rules).map((rule) => `${caseNo} ${rule}`));
  }
  const evidence = await client.query(`SELECT DISTINCT source || ' ' || event_id AS key FROM card_evidence`);
  const attached = new Set(evidence.rows.map(({ key }) => key));
  found.evidence = journal.expectedEvidence
    .map(({ source, id }) => `${source} ${id}`)
    .filter((key) => !attached.has(key));
  return found;
}

/** I6: the console that went through everything has exactly the server's cards. Waits for what is under way. */
export async function checkConsole(client, console_, patience = 10_000) {
  for (const end = performance.now() + patience; ; await sleep(200)) {
    const { rows } = await client.query('SELECT id::text AS id FROM card');
    const ids = new Set(rows.map(({ id }) => id));
    const missing = [...ids].filter((id) => !console_.cards.has(id));
    const extra = [...console_.cards.keys()].filter((id) => !ids.has(id));
    if ((missing.length === 0 && extra.length === 0) || performance.now() > end) return { missing, extra };
  }
}
