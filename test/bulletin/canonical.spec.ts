import { expect, it } from '@jest/globals';
import { canonicalJson } from '../../src/bulletin/canonical.js';

it('the canonical JSON of a value does not hang on the order of its members', () => {
  expect(canonicalJson({ b: [1, { y: null, x: 'é"' }], a: 0.5, c: undefined })).toBe(
    '{"a":0.5,"b":[1,{"x":"é\\"","y":null}]}',
  );
  expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
});
