import { describe, expect, it } from '@jest/globals';
import { findUnstorable } from '../../src/intake/text.js';

describe('what cannot be stored', () => {
  it('is told by its path', () => {
    expect(findUnstorable({ a: ['x', { b: 'y\0' }] }, '')).toBe('a.1.b');
    expect(findUnstorable({ a: { 'b\0': 1 } }, '')).toBe('a.b\0');
    expect(findUnstorable({ a: ['x', { b: 'y' }], n: 1, none: null }, '')).toBeUndefined();
  });

  it('is also what is nested so deeply that nobody can walk it', () => {
    const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(findUnstorable(nested(64), '')).toBeUndefined();
    expect(findUnstorable(nested(50_000), '')).toMatch(/^0(\.0)+$/u);
  });
});
