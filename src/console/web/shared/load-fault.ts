import { ApiError } from '../api.js';
import { useSession } from '../session/session.js';

/** Why nothing came: not allowed, no such thing, or a disturbance that may pass. */
export type LoadFault = 'forbidden' | 'missing' | 'failed';

/** Reads the answer of a refused request; asks for a new sign-in when the session has ended. */
export function loadFault(error: unknown): LoadFault {
  const status = error instanceof ApiError ? error.status : 0;
  if (status === 401) void useSession().check();
  if (status === 403) return 'forbidden';
  return status === 400 || status === 404 ? 'missing' : 'failed';
}
