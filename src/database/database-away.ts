/** Of the network, between this process and the database. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** SQLSTATE: connection exceptions, shutdown and start of the server, too few resources, a statement or lock that took too long. */
const SQLSTATE = /^(08...|57P0[1-3]|53...|57014|55P03)$/;
/** What the driver says without any code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed) and is not queryable)/;

/** How deep errors are looked into. */
const DEPTH = 5;

/** Whether an error says that the database cannot be reached or cannot answer now: the same may succeed later. */
export function isDatabaseAway(error: unknown, depth = DEPTH): boolean {
  if (typeof error !== 'object' || error === null || depth === 0) return false;
  const { code, message, driverError, cause, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && (NETWORK.test(code) || SQLSTATE.test(code))) return true;
  if (typeof message === 'string' && DRIVER.test(message)) return true;
  const inner = [driverError, cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((one) => isDatabaseAway(one, depth - 1));
}
