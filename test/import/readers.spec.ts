import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { openCsv } from '../../src/import/csv-reader.js';
import type { RowRecord, TraceRecord } from '../../src/import/records.js';
import { openXes } from '../../src/import/xes-reader.js';
import { all, fileWith, smallLog } from './import-helpers.js';

const csv = (content: string | Buffer, options: { encoding?: string; delimiter?: string; columns?: string[] } = {}) =>
  all(
    openCsv(fileWith(content), {
      encoding: options.encoding ?? 'utf-8',
      delimiter: options.delimiter ?? ',',
      columns: new Set(options.columns ?? []),
    }),
  );
const rows = async (...args: Parameters<typeof csv>) =>
  (await csv(...args)).map((record) => [record.position.line, Object.fromEntries((record as RowRecord).attributes)]);

describe('the XES reader', () => {
  it('yields traces with their attributes, events and places, from plain and gzip files alike', async () => {
    const log = smallLog(3);
    const plain = (await all(openXes(fileWith(log)))) as TraceRecord[];
    expect(plain.map(({ attributes }) => attributes.get('concept:name'))).toEqual(['A-0', 'A-1', 'A-2']);
    expect(plain[1]?.position).toEqual({ line: 5, trace: 2 });
    expect(plain[1]?.events[0]?.position).toEqual({ line: 6, trace: 2, event: 1 });
    expect(plain[1]?.events[0]?.attributes.get('org:resource')).toBe('王');
    expect(await all(openXes(fileWith(gzipSync(log))))).toEqual(plain);
  });

  it('passes over globals, extensions, classifiers, lists, nested attributes and prefixes of elements', async () => {
    const log = `<x:log><x:extension name="Time"/><x:global scope="trace"><x:string key="concept:name" value="UNKNOWN"/></x:global>
<x:classifier name="c" keys="k"/><x:string key="of-log" value="1"><x:string key="inner" value="2"/></x:string>
<x:trace><x:string key="a" value="1"><x:string key="nested" value="no"/></x:string>
<x:list key="l"><x:values><x:int key="in-list" value="1"/></x:values></x:list>
<x:event><x:boolean key="b" value="true"><x:event/></x:boolean><x:id key="i" value="z"/></x:event><x:float key="after" value="1.5"/></x:trace></x:log>`;
    const [trace, ...more] = (await all(openXes(fileWith(log)))) as TraceRecord[];
    expect(more).toEqual([]);
    expect([...(trace?.attributes ?? [])]).toEqual([
      ['a', '1'],
      ['after', '1.5'],
    ]);
    expect(trace?.events.map(({ attributes }) => [...attributes])).toEqual([
      [
        ['b', 'true'],
        ['i', 'z'],
      ],
    ]);
  });

  it('names attributes without key or value, given twice, and events outside a trace, and goes on', async () => {
    const log = `<log>\n<event/>\n<trace>\n<string value="x"/>\n<string key="a"/>\n<string key="b" value="1"/>\n<string key="b" value="2"/></trace></log>`;
    const [orphan, trace] = await all(openXes(fileWith(log)));
    expect(orphan).toEqual({ kind: 'broken', position: { line: 2 }, detail: 'event outside a trace' });
    expect((trace as TraceRecord).faults.map(({ position, detail }) => [position.line, detail])).toEqual([
      [4, '<string> without key'],
      [5, '<string> without value (key a)'],
      [7, 'attribute b given twice'],
    ]);
  });

  it('reads what its XML declaration says it is encoded in', async () => {
    const log = smallLog(1).replace('UTF-8', 'GB18030');
    const [trace] = (await all(openXes(fileWith(iconv.encode(log, 'gb18030'))))) as TraceRecord[];
    expect(trace?.events[0]?.attributes.get('concept:name')).toBe('审查');
  });

  it('yields the traces before a fault in the XML, then says where it is', async () => {
    const broken = smallLog(2).replace('</event></trace>\n</log>', '</trace></log>');
    const seen: string[] = [];
    const reading = async () => {
      for await (const record of (await openXes(fileWith(broken))).records)
        seen.push((record as TraceRecord).attributes.get('concept:name') ?? '');
    };
    await expect(reading()).rejects.toThrow(/^line 6, column \d+: broken XML: .*tag/);
    expect(seen).toEqual(['A-0']);
  });

  it.each([
    ['an empty file', '', /broken XML|no XES <log>/],
    ['another document', '<html></html>', /not an XES log: the root element is <html>/],
    ['a log that is cut off', smallLog(2).slice(0, 300), /unclosed|broken XML/],
    ['gzip that is cut off', gzipSync(smallLog(50)).subarray(0, 100), /the file cannot be read/],
  ])('refuses %s', async (_, content, message) => {
    await expect(all(openXes(fileWith(content)))).rejects.toThrow(message);
  });
});

describe('the CSV reader', () => {
  it('counts lines where a quoted field has several, and keeps quotes and delimiters inside quotes', async () => {
    expect(await rows('a,b\n1,"x\ny"\n\n2,"say ""ja"", then"\n')).toEqual([
      [2, { a: '1', b: 'x\ny' }],
      [5, { a: '2', b: 'say "ja", then' }],
    ]);
  });

  it('reads GB18030, four-byte characters included, and takes another delimiter', async () => {
    const text = '办件编号\t申请人\nSP-1\t𠮷田㐂\n';
    expect(await rows(iconv.encode(text, 'gb18030'), { encoding: 'gb18030', delimiter: '\t' })).toEqual([
      [2, { 办件编号: 'SP-1', 申请人: '𠮷田㐂' }],
    ]);
  });

  it('believes a byte order mark before the option, and does not take it for a part of the first column', async () => {
    expect(await rows(Buffer.from('\uFEFF编号,b\n1,2\n'), { encoding: 'gb18030', columns: ['编号'] })).toEqual([
      [2, { 编号: '1', b: '2' }],
    ]);
  });

  it('reads gzip and Windows line ends', async () => {
    expect(await rows(gzipSync('a,b\r\n1,2\r\n'))).toEqual([[2, { a: '1', b: '2' }]]);
  });

  it('reports rows of another length and goes on', async () => {
    const [short, good] = await csv('a,b\n1\n2,3\n');
    expect(short).toEqual({ kind: 'broken', position: { line: 2 }, detail: '1 fields where the header has 2' });
    expect(good?.position.line).toBe(3);
  });

  it('reports every line that a broken quote swallows', async () => {
    const found = await csv('a,b\n1,2\n3,"4"x\n5,6\n7,"8"\n9,10\n');
    const taken = found.filter(({ kind }) => kind === 'row').map(({ position }) => position.line);
    const broken = found.flatMap((record) => (record.kind === 'broken' ? [record.detail] : []));
    expect(broken.length).toBeGreaterThan(0);
    expect(broken[0]).toMatch(/^lines? 3/);
    const swallowed = [3, 4, 5, 6].filter((line) => !taken.includes(line));
    const last = Number(/to (\d+)/.exec(broken.at(-1) ?? '')?.[1] ?? /line (\d+)/.exec(broken.at(-1) ?? '')?.[1]);
    expect(last).toBe(swallowed.at(-1));
  });

  it('says which columns are missing, what the header holds and how it was read', async () => {
    const gb = iconv.encode('编号,b\n1,2\n', 'gb18030');
    await expect(csv(gb, { columns: ['编号'] })).rejects.toThrow(
      /no column 编号; it has .* \| b \(read as utf-8.*--encoding/,
    );
    await expect(csv('a,a\n')).rejects.toThrow('column named twice in the header: a');
    await expect(csv('')).rejects.toThrow('no header row');
  });
});
