import { describe, expect, it } from 'vitest';
import { at, convertSet, objectOf } from './converted-set.ts';

/** What `explain` says of the words behind the image: the field that each of them set (mapping E1-09 – E1-11). */
const CASES: readonly (readonly [flags: string, words: string, fields: readonly string[]])[] = [
  ['', 'a b', ['args[0]', 'args[1]']],
  ['--entrypoint /x', 'a b', ['args[0]', 'args[1]']],
  ['--entrypoint ""', '/x a', ['command[0]', 'command[1]']],
];

describe('words behind the image', () => {
  it.each(CASES)('%s IMAGE %s', (flags, words, fields) => {
    const run = `ExecStart=/usr/bin/docker run --rm --name web ${flags} localhost/x:1 ${words}`;
    const text = `[Service]\nRestart=always\n${run}\n`;
    const converted = convertSet({ 'web.service': text });
    const from = text.indexOf(words);
    const settled = converted.accounts
      .filter(({ token }) => token.kind === 'word' && token.span.start >= from)
      .flatMap(({ settlements }) => settlements.map(({ field }) => field));
    const prefix = 'Deployment/web spec.template.spec.containers[web]';
    expect(settled).toEqual(fields.map((field) => `${prefix}.${field}`));
    const container = at(
      objectOf(converted, 'Deployment', 'web'),
      'spec.template.spec.containers.0',
    );
    for (const [i, field] of fields.entries()) {
      const [list = '', index = ''] = field.split(/[[\]]/);
      expect((container as Record<string, readonly string[]>)[list]?.[Number(index)]).toBe(
        words.split(' ')[i],
      );
    }
  });
});
