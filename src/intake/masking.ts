import { isPlainObject } from './payloads/values.js';

/** 张三丰 → 张**: the first character, the rest as at most 3 stars. Masking twice changes nothing. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.min(rest.length, 3));
}

/** The first and the last character; an identity number of one or two characters disappears altogether. */
export function maskIdNumber(idNumber: string): string {
  const characters = [...idNumber];
  if (characters.length <= 2) return '*'.repeat(characters.length);
  return `${characters[0] ?? ''}${'*'.repeat(characters.length - 2)}${characters.at(-1) ?? ''}`;
}

/** An applicant that has been checked. */
export function maskApplicant(applicant: Record<string, unknown>): Record<string, unknown> {
  const masked = { ...applicant };
  if (typeof masked.name === 'string') masked.name = maskName(masked.name);
  if (typeof masked.idNumber === 'string') masked.idNumber = maskIdNumber(masked.idNumber);
  return masked;
}

/** JSON of an event that was turned down, whose applicant may have any shape and stand anywhere. */
export function maskedJson(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (name === 'applicant') return maskAnything(inner);
    if (name === 'idNumber') return typeof inner === 'string' ? maskIdNumber(inner) : '***';
    if (name === 'data_base64' && typeof inner === 'string') return maskedBase64(inner);
    return typeof inner === 'string' && inner.includes('idNumber') ? maskedText(inner) : inner;
  });
}

function maskAnything(applicant: unknown): unknown {
  if (typeof applicant === 'string') return maskName(applicant);
  if (!isPlainObject(applicant)) return applicant === null ? null : '***';
  return Object.fromEntries(
    Object.entries(applicant).map(([name, value]) => {
      if (name === 'kind' && typeof value === 'string') return [name, value];
      if (typeof value !== 'string') return [name, value === null ? null : '***'];
      return [name, name === 'idNumber' ? maskIdNumber(value) : maskName(value)];
    }),
  );
}

function maskedBase64(base64: string): string {
  const text = Buffer.from(base64, 'base64').toString();
  return /applicant|idNumber/.test(text) ? Buffer.from(maskedText(text)).toString('base64') : base64;
}

const PERSONAL = /(\\*"(name|idNumber)\\*"\s*:\s*\\*")([^"\\]*)/g;

/** A text that is no JSON, or JSON inside a string: the members are found by their names. */
export const maskedText = (text: string): string =>
  text.replace(
    PERSONAL,
    (_all, before: string, name: string, value: string) =>
      before + (name === 'name' ? maskName(value) : maskIdNumber(value)),
  );
