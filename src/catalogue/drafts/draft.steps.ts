import type { DraftState } from '../../console/catalogue.protocol.js';
import { problem } from '../../http/problem.js';
import type { Account } from '../../identity/account.js';
import type { DraftRecord } from './draft.js';
import { type DraftAct, transit } from './draft.transitions.js';

/** @throws 400, 403 or 409 as the table of transitions says */
export function stateAfter(draft: DraftRecord, act: DraftAct, account: Account, reason?: string | null): DraftState {
  const found = transit(draft.state, act, { isWriter: draft.writers.includes(account.id), reason });
  if ('to' in found) return found.to;
  const { status, code, words } = found.refusal;
  throw problem(status, code, words, code === 'reason-needed' ? 'reason' : undefined);
}
