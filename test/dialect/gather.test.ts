import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerByDefault } from '../../src/dialect/default-answer.ts';
import { openBook } from '../../src/finding/notes.ts';
import { gatherUnit, shownRole } from './gather-unit.ts';
import { LINES } from './host/lines.ts';

const unitOf = (line: string): string => {
  const match = /^(Exec[A-Za-z]+): (.*)$/s.exec(line);
  const [key, command] = match === null ? ['ExecStart', line] : [match[1], match[2]];
  return `[Service]\nType=oneshot\nEnvironmentFile=/etc/environment\nExecStart=/bin/true\n${key}=${command}\n`;
};

describe('tokens', () => {
  it.each(LINES)('are all accounted for: %s', (line) => {
    const gathered = gatherUnit(unitOf(line));
    expect(gathered).not.toBeNull();
    const accounts = gathered?.close() ?? [];
    expect(
      accounts.filter(({ token }) => token.kind === 'directive').length,
    ).toBeGreaterThanOrEqual(4);
  });

  it.each(LINES)('cover every word that is written: %s', (line) => {
    const gathered = gatherUnit(unitOf(line));
    const accounts = gathered?.close() ?? [];
    for (const { step } of gathered?.facts.steps ?? []) {
      for (const word of step.words) {
        const covered = accounts.some(
          ({ token }) =>
            token.kind !== 'directive' &&
            token.span.file === word.span.file &&
            token.span.start <= word.span.start &&
            token.span.end >= word.span.end,
        );
        expect(covered || step.key === 'ExecCondition', word.text.text).toBe(true);
      }
    }
  });

  it('stay open only where role.ts says so', () => {
    const settled = new Set(['container', 'housekeeping', 'look-up-container', 'refused']);
    const seen = new Set<string>();
    for (const [line] of LINES)
      for (const { roles } of gatherUnit(unitOf(line))?.facts.steps ?? [])
        for (const role of roles) {
          seen.add(role.kind);
          if (settled.has(role.kind)) expect(role.tokens, line).toEqual([]);
        }
    expect(seen.size).toBeGreaterThan(20);
  });

  it('have an answer by default', () => {
    let answered = 0;
    for (const [line] of LINES)
      for (const { roles } of gatherUnit(unitOf(line))?.facts.steps ?? [])
        for (const role of roles) {
          const book = openBook();
          const notes = book.of('web.service');
          for (const token of role.tokens) notes.open(token);
          answerByDefault(role, notes);
          expect(book.close().length, shownRole(role)).toBe(
            new Set(role.tokens.map((t) => `${t.span.start} ${t.span.end} ${t.label}`)).size,
          );
          answered++;
        }
    expect(answered).toBeGreaterThan(200);
  });

  it('never show a secret in a label', () => {
    const lines = [
      "/bin/sh -c 'docker login -u me -p hunter2secret'",
      '/usr/bin/docker login -u me -phunter2secret',
      "/bin/sh -c 'DB_PASSWORD=hunter2secret docker run -e DB_PASSWORD example/web:1'",
      '/usr/bin/env DB_PASSWORD=hunter2secret /usr/bin/docker run -e DB_PASSWORD example/web:1',
      '/usr/bin/mysqladmin --password hunter2secret ping',
      '/usr/bin/mysqladmin --password=hunter2secret ping',
      '/opt/bin/dns-set --password hunter2secret web',
      '/usr/bin/sysctl --password=hunter2secret web',
      '/usr/bin/etcdctl watch --password hunter2secret /a',
      '/usr/bin/etcdctl set /credentials/db/password hunter2secret',
      '/usr/bin/etcdctl set /credentials/db/password hunter2secret --ttl 60',
      "/bin/sh -c 'echo DB_PASSWORD=hunter2secret > /srv/web.env'",
      "/bin/sh -c 'case a in b) DB_PASSWORD=hunter2secret web;; esac'",
      '/usr/bin/rkt run docker://example/web:1 --environment DB_PASSWORD=hunter2secret -- --password hunter2secret',
    ];
    for (const line of lines) {
      const gathered = gatherUnit(unitOf(line));
      for (const sentence of gathered?.sentences() ?? []) expect(sentence).not.toContain('hunter2');
      const accounts = gathered?.close() ?? [];
      expect(accounts.length).toBeGreaterThan(4);
      for (const { token, settlements } of accounts) {
        expect(token.label, line).not.toContain('hunter2');
        for (const { why } of settlements) expect(why ?? '', line).not.toContain('hunter2');
      }
    }
  });
});

describe('any script', () => {
  const word = fc.constantFrom(
    'docker',
    'run',
    '--name',
    'web',
    'example/web:1',
    'etcdctl',
    'set',
    '/a',
    '10.0.0.1:80',
    'curl',
    '-f',
    'http://localhost/',
    'sleep',
    '5',
    'rm',
    '-rf',
    '/srv',
    'echo',
    '$A',
    '"$(date)"',
    '`hostname`',
    'rkt',
    'docker://a',
    '--',
    '---',
    'systemd-nspawn',
    '-D',
    'sudo',
    'env',
    'A=1',
    'timeout',
    'xargs',
    'sh',
    '-c',
    "''",
  );
  const joint = fc.constantFrom(' ', ' ', ' ', '; ', ' && ', ' || ', ' | ', ' > ', ' & ', '\\n');
  const frame = fc.constantFrom(
    (s: string) => s,
    (s: string) => `while true; do ${s}; sleep 3; done`,
    (s: string) => `until ${s}; do sleep 1; done`,
    (s: string) => `if ${s}; then ${s}; else ${s}; fi`,
    (s: string) => `for i in 1 2; do ${s}; done`,
    (s: string) => `(${s})`,
    (s: string) => `! ${s}`,
  );
  const script = fc
    .tuple(fc.array(fc.tuple(word, joint), { minLength: 1, maxLength: 12 }), frame)
    .map(([parts, around]) => around(parts.map(([w, j]) => w + j).join('')));

  it('is read without an error and without a forgotten token', () => {
    fc.assert(
      fc.property(script, fc.boolean(), (text, shell) => {
        const line = shell
          ? `/bin/bash -c "${text.replace(/["\\]/g, '\\$&')}"`
          : `/usr/bin/${text}`;
        const gathered = gatherUnit(`[Service]\nType=oneshot\nExecStart=${line}\n`);
        if (gathered === null) return;
        expect(gathered.close().length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});
