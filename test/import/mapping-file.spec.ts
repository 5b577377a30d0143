import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MappingError, loadMapping, parseMapping } from '../../src/import/mapping-file.js';
import { SMALL_MAPPING } from './import-helpers.js';

function faults(text: string): readonly string[] {
  try {
    parseMapping(text, 'm.yaml');
    return [];
  } catch (error) {
    if (error instanceof MappingError) return error.faults;
    throw error;
  }
}
const changed = (from: string, to: string) => {
  expect(SMALL_MAPPING).toContain(from);
  return faults(SMALL_MAPPING.replace(from, to));
};

describe('a mapping file', () => {
  const folder = fileURLToPath(new URL('../../config/mappings/', import.meta.url));
  // That of the national tables is another format (test/catalogue/exchange-national.spec.ts).
  const logs = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'national-items.yaml');
  it.each(logs)('%s of the project is valid', async (name) => {
    await expect(loadMapping(folder + name)).resolves.toBeDefined();
  });

  it('is read with its defaults', () => {
    const mapping = parseMapping(SMALL_MAPPING, 'm.yaml');
    expect(mapping).toMatchObject({ name: 'small', time: { zone: 'Asia/Shanghai' }, until: 'latest', assumptions: [] });
    expect(mapping.templates[0]?.data.map(({ path }) => path)).toEqual(['item', 'org']);
  });

  it.each([
    ['an unknown member', 'name: small', 'name: small\ncolour: red', /^colour: unknown member \(known: name, input/],
    [
      'an unknown member deep inside',
      '{ trace: start }',
      '{ trace: start, zone: UTC }',
      /^events\[0\]\.time\.zone: unknown member/,
    ],
    [
      'an unknown event type',
      'case.received',
      'case.recieved',
      /^events\[0\]\.type: unknown event type case\.recieved/,
    ],
    [
      'a member that the type lacks',
      '{ step: {',
      '{ colour: { const: 1 }, step: {',
      /^events\[1\]\.data\.colour: step\.completed has no such member/,
    ],
    [
      'a required member that is absent',
      'step: { event: concept:name }, ',
      '',
      /^events\[1\]\.data: step\.completed needs step/,
    ],
    [
      'a constant outside the list',
      '{ step: {',
      '{ outcome: { const: yes }, step: {',
      /outcome\.const: "yes" is none of approve/,
    ],
    [
      'a table that is not there',
      'officer: { event: org:resource }',
      'officer: { event: x, table: t }',
      /officer\.table: no such table/,
    ],
    [
      'an event attribute per trace',
      '{ trace: start }',
      '{ event: start }',
      /^events\[0\]\.time\.event: has no meaning here \(here: trace\)/,
    ],
    ['a column in an XES log', '{ trace: concept:name }', '{ row: x }', /^case\.row: has no meaning here/],
    [
      'two sources of one value',
      '{ trace: start }',
      '{ trace: start, const: 1 }',
      /^events\[0\]\.time: must have exactly one of/,
    ],
    [
      'an unknown zone',
      'source:',
      'time: { zone: Mars/Olympus }\nsource:',
      /^time\.zone: unknown time zone Mars\/Olympus/,
    ],
    [
      'a watermark without an offset',
      'source:',
      'watermark: { until: "2024-01-01" }\nsource:',
      /^watermark\.until: must be latest/,
    ],
    [
      'an encoding for XES',
      '{ kind: xes }',
      '{ kind: xes, encoding: gbk }',
      /^input: encoding and delimiter are for csv only/,
    ],
    ['no source', 'source: urn:test:small', '', /^source: is missing/],
    [
      'two templates of one type per trace',
      'events:',
      'events:\n  - { type: case.received, per: trace, time: { trace: b } }',
      /^events: two templates make case\.received/,
    ],
    [
      'ignored values that choose nothing',
      'source:',
      'ignored: [{ event: a, values: [b] }]\nsource:',
      /^ignored: no template is chosen by/,
    ],
    ['broken YAML', 'name: small', 'name: [small', /./],
  ])('is refused with %s, and says where', (_, from, to, fault) => {
    expect(changed(from, to)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });

  it('lists every fault at once, and the file', () => {
    const text = SMALL_MAPPING.replace('case.received', 'x').replace('kind: xes', 'kind: xls');
    expect(() => parseMapping(`${text}\nextra: 1`, 'm.yaml')).toThrow(
      /^mapping m\.yaml cannot be used:\n(.*\n)*.*(.*\n)*.*/,
    );
    expect(faults(`${text}\nextra: 1`).length).toBeGreaterThan(1);
    expect(faults('- 1')).toEqual([expect.stringContaining('(top): must be an object')]);
  });

  it('that is not there is named', async () => {
    await expect(loadMapping('/nowhere/m.yaml')).rejects.toThrow(
      /mapping \/nowhere\/m\.yaml cannot be used:\n.*ENOENT/,
    );
  });
});
