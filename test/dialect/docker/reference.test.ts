import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReference } from '../../../src/dialect/docker/reference.ts';

const DIGEST = `sha256:${'9b1702dcfe32c873'.repeat(4)}`;

function shape(text: string): string | null {
  const read = readReference(text);
  return (
    read && [read.domain, read.path, read.tag ?? '-', read.digest === null ? '-' : '@'].join(' ')
  );
}

describe('image references, mapping E1-01', () => {
  test.each([
    ['nginx', 'docker.io library/nginx - -'],
    ['nginx:1.9', 'docker.io library/nginx 1.9 -'],
    ['coreos/etcd', 'docker.io coreos/etcd - -'],
    ['docker.io/nginx', 'docker.io library/nginx - -'],
    ['index.docker.io/nginx', 'docker.io library/nginx - -'],
    ['quay.io/coreos/etcd:v2.3.7', 'quay.io coreos/etcd v2.3.7 -'],
    ['localhost/x', 'localhost x - -'],
    ['localhost:5000/x', 'localhost:5000 x - -'],
    ['[::1]:5000/x', '[::1]:5000 x - -'],
    ['REG.example.com/x', 'REG.example.com x - -'],
    ['Reg/x', 'Reg x - -'],
    ['a__b/c--d.e_f', 'docker.io a__b/c--d.e_f - -'],
    [`nginx@${DIGEST}`, 'docker.io library/nginx - @'],
    [`nginx:1.9@${DIGEST}`, 'docker.io library/nginx 1.9 @'],
  ])('%s', (text, expected) => expect(shape(text)).toBe(expected));

  test.each([
    '',
    'Nginx',
    'nginx:',
    ':1.9',
    'x y',
    'docker://nginx',
    'a/B',
    'a..b',
    'a___b',
    '-x',
    'x/',
    '/x',
    'nginx@sha256:12',
    `nginx@${DIGEST.toUpperCase()}`,
    `nginx:${'t'.repeat(129)}`,
    '9b1702dcfe32c873'.repeat(4),
    'a'.repeat(257),
  ])('%j is none', (text) => expect(readReference(text)).toBeNull());

  test('reading is linear: no input takes long', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '.', '_', '-', '/', ':', '@', '0'),
          maxLength: 4000,
        }),
        (text) => {
          const start = performance.now();
          readReference(text);
          expect(performance.now() - start).toBeLessThan(200);
        },
      ),
      { numRuns: 200 },
    );
  });
});
