import { jsonFault, type Place } from '../../../intake/json-fault.js';

/** As a person reads it, where it can be read as JSON. */
export function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The event in a text, or why there is none. */
export function readEvent(
  text: string,
): { event: Record<string, unknown> } | { fault: 'notJson'; place: Place } | { fault: 'notObject' } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'notJson', place: jsonFault(text) ?? { line: 1, column: 1 } };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { event: value as Record<string, unknown> } : { fault: 'notObject' };
}
