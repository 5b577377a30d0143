import { describe, expect, it } from '@jest/globals';
import { sharedBuffers } from '../../src/database/postgres-settings.js';

const GIB = 1024 ** 3;

describe('the buffers of the embedded database', () => {
  it.each([
    [1 * GIB, '256MB'],
    [2 * GIB, '256MB'],
    [4 * GIB - 1, '511MB'],
    [8 * GIB, '1024MB'],
    [64 * GIB, '2048MB'],
    [Infinity, '2048MB'],
  ])('are an eighth of the memory, within limits: %p bytes', (memory, expected) => {
    expect(sharedBuffers(memory)).toBe(expected);
  });
});
