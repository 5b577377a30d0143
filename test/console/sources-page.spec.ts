import { describe, expect, it } from '@jest/globals';
import { isRejection, readCloudEvent } from '../../src/intake/cloud-event.js';
import { lagOf, spanOf } from '../../src/console/web/sources/ago.js';
import { detailText } from '../../src/console/web/sources/detail-text.js';
import { memberPlace } from '../../src/console/web/sources/member-place.js';
import { SHELLS, testCommand, testEvent } from '../../src/console/web/sources/test-event.js';
import { pretty, readEvent } from '../../src/console/web/sources/event-text.js';

const NOW = Date.UTC(2026, 10, 22, 2, 3, 4);

describe('the test event', () => {
  it('is one that the intake takes', () => {
    expect(isRejection(readCloudEvent(testEvent(NOW), NOW, 'salt'))).toBe(false);
    expect(testEvent(NOW)).toMatchObject({ id: 'test-20261122100304', time: '2026-11-22T10:03:04+08:00' });
  });

  it('is sent by a line that holds no token', () => {
    const line = testCommand('curl', 'https://example.org', NOW);
    expect(line).toContain('https://example.org/api/v1/events');
    expect(line).toContain('Bearer $LIANGPAI_TOKEN');
    expect(JSON.parse(/-d '(.*)'$/s.exec(line)?.[1] ?? '')).toEqual(testEvent(NOW));
  });

  it('is sent from PowerShell, too: single quotes hold what must not be read as a variable', () => {
    const line = testCommand('powershell', 'https://example.org', NOW);
    expect(line).toContain("-Uri 'https://example.org/api/v1/events' `\n");
    expect(line).toContain('"Bearer $env:LIANGPAI_TOKEN"');
    expect(JSON.parse(/-Body '([^']*)' \|/.exec(line)?.[1] ?? '')).toEqual(testEvent(NOW));
    // A backtick continues a line only as its very last character.
    for (const shell of SHELLS) expect(testCommand(shell, 'https://example.org', NOW)).not.toMatch(/[`\\] +\n/);
  });
});

describe('a turned-down event', () => {
  it('is shown as a person reads it, and as it came where it is no JSON', () => {
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(pretty('{"a":')).toBe('{"a":');
  });

  it('is resubmitted only as one JSON object', () => {
    expect(readEvent('{"a":1}')).toEqual({ event: { a: 1 } });
    expect(readEvent('[1]')).toMatchObject({ fault: 'notObject' });
    expect(readEvent('{')).toMatchObject({ fault: 'notJson' });
  });

  it('is marked where the member stands that is wrong', () => {
    const text = pretty('{"type":"t","data":{"type":"x","list":[{"kind":1}]}}');
    const marked = (path: string) => {
      const place = memberPlace(text, path);
      return place && [text.slice(place.from, place.to), text.slice(0, place.from).split('\n').length];
    };
    expect(marked('type')).toEqual(['"type"', 2]);
    expect(marked('data.type')).toEqual(['"type"', 4]);
    expect(marked('data.list[0].kind')).toEqual(['"kind"', 7]);
    expect(marked('data.org')).toBeNull();
  });

  it('has its detail in the language of the reader', () => {
    const detail = 'data.orgg: 没有这个成员 / no such member；data.org: 缺少必填成员 / required member is missing';
    expect(detailText(detail, 'zh')).toBe('data.orgg: 没有这个成员；data.org: 缺少必填成员');
    expect(detailText(detail, 'en')).toBe('data.orgg: no such member; data.org: required member is missing');
    expect(detailText('plain', 'en')).toBe('plain');
  });
});

describe('a span of time', () => {
  it('is told in one unit', () => {
    expect([5_000, 120_000, 3 * 3_600_000, 72 * 3_600_000].map(spanOf)).toEqual([
      { unit: 'seconds', n: 5 },
      { unit: 'minutes', n: 2 },
      { unit: 'hours', n: 3 },
      { unit: 'days', n: 3 },
    ]);
    expect([0, 60, 90, 300, 86_400].map((s) => `${lagOf(s).n} ${lagOf(s).unit}`)).toEqual([
      '0 seconds',
      '60 seconds',
      '90 seconds',
      '5 minutes',
      '24 hours',
    ]);
  });
});
