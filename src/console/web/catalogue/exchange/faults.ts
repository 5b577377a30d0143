import { ApiError, type Problem } from '../../api.js';
import { loadFault } from '../../shared/load-fault.js';

/** Why nothing came of it: an answer of the server (status 0: none), or what the page itself sees. */
export type ExchangeFault =
  | { readonly status: number; readonly problem: Problem }
  | { readonly key: 'type' | 'unread' | 'needsSource'; readonly named?: Readonly<Record<string, string>> };

export function faultOf(error: unknown): ExchangeFault {
  if (!(error instanceof ApiError)) return { status: 0, problem: {} };
  loadFault(error);
  return { status: error.status, problem: error.problem };
}
