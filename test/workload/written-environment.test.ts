import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, objectOf } from './converted-set.ts';

const unit = (...lines: readonly string[]) =>
  ['[Service]', 'Restart=always', ...lines, ''].join('\n');
const envOf = (text: string) =>
  at(
    objectOf(convertSet({ 'web.service': text }), 'Deployment', 'web'),
    'spec.template.spec.containers.0.env',
  );
const WRITES =
  'ExecStartPre=/bin/sh -c "echo MODE=fast > /run/web.env; echo COLOR=blue >> /run/web.env"';

describe('an environment file that a Pre line writes (G93)', () => {
  it.each([
    [
      'EnvironmentFile=',
      unit(
        'EnvironmentFile=-/run/web.env',
        WRITES,
        'ExecStart=/usr/bin/docker run --name web -e MODE=${MODE} -e COLOR example/web:1',
      ),
    ],
    [
      'a script that sources it',
      unit(
        WRITES,
        'ExecStart=/bin/sh -c ". /run/web.env; exec docker run --name web -e MODE=$$MODE -e COLOR=$$COLOR example/web:1"',
      ),
    ],
  ])('is followed by %s', (_, text) => {
    expect(envOf(text)).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'COLOR', value: 'blue' },
    ]);
    expect(findingsOf(convertSet({ 'web.service': text }), 'web.service')).toContain(
      'carried-over G93',
    );
  });

  it('is asked for where a part of it is not known', () => {
    const text = unit(
      'EnvironmentFile=/run/web.env',
      'ExecStartPre=/bin/sh -c "echo MODE=$(curl -s http://config/mode) > /run/web.env"',
      'ExecStart=/usr/bin/docker run --name web -e MODE=${MODE} example/web:1',
    );
    const c = convertSet({ 'web.service': text });
    expect(findingsOf(c, 'web.service').join('\n')).toMatch(
      /environment-file-missing|unknown-value/,
    );
    expect(findingsOf(c, 'web.service')).not.toContain('carried-over G93');
  });
});
