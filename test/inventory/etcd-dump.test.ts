import { describe, expect, it } from 'vitest';
import { readEtcdDump, WrongEtcdDump } from '../../src/inventory/etcd-dump.ts';

const VALUES = new Map([
  ['/config/db', 'postgres:5432'],
  ['/config/deep/level', 'a = b'],
]);

describe('readEtcdDump', () => {
  it.each([
    [
      'the answer of the keys API',
      JSON.stringify({
        action: 'get',
        node: {
          dir: true,
          nodes: [
            {
              key: '/config',
              dir: true,
              nodes: [
                { key: '/config/db', value: 'postgres:5432' },
                {
                  key: '/config/deep',
                  dir: true,
                  nodes: [{ key: '/config/deep/level', value: 'a = b' }],
                },
              ],
            },
          ],
        },
      }),
    ],
    [
      'a JSON object',
      JSON.stringify({ 'config/db': 'postgres:5432', '/config/deep/level': 'a = b' }),
    ],
    ['lines', '# dump\n/config/db postgres:5432\r\n\n/config/deep/level=a = b\n'],
  ])('reads %s', (_, text) => expect(readEtcdDump(text)).toEqual(VALUES));

  it.each(['{"a": ', 'nothing like a key'])('refuses %s', (text) =>
    expect(() => readEtcdDump(text)).toThrow(WrongEtcdDump),
  );
});
