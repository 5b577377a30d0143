import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { SourceRecord } from '../../src/import/records.js';

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory below the system's temporary one; it goes when the tests of the file have ended. */
export function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'liangpai-import-'));
  directories.push(directory);
  return directory;
}

export function fileWith(content: string | Buffer, name = 'input'): string {
  const path = join(scratch(), name);
  writeFileSync(path, content);
  return path;
}

export async function all(source: Promise<{ records: AsyncGenerator<SourceRecord> }>): Promise<SourceRecord[]> {
  const found: SourceRecord[] = [];
  for await (const record of (await source).records) found.push(record);
  return found;
}

/** A small log of `cases` cases with one event each. */
export function smallLog(cases: number): string {
  const traces = Array.from({ length: cases }, (_, i) => {
    const at = (hour: number) => `2024-03-05T${String(hour).padStart(2, '0')}:00:00+08:00`;
    return `<trace><string key="concept:name" value="A-${i}"/><date key="start" value="${at(9)}"/>
<event><string key="concept:name" value="审查"/><string key="org:resource" value="王"/><date key="time:timestamp" value="${at(10)}"/></event></trace>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<log xmlns="http://www.xes-standard.org/">\n${traces.join('\n')}\n</log>`;
}

export const SMALL_MAPPING = `
name: small
input: { kind: xes }
source: urn:test:small
case: { trace: concept:name }
item: { const: X }
org: { const: o }
events:
  - { type: case.received, per: trace, time: { trace: start } }
  - type: step.completed
    per: event
    time: { event: time:timestamp }
    data: { step: { event: concept:name }, officer: { event: org:resource } }
`;
