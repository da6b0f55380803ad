import { describe, expect, it } from 'vitest';
import { questionOfKey } from '../../src/dialect/announced-key.ts';
import { registrationOf } from '../../src/dialect/registrator.ts';
import { type LogicalText, written } from '../../src/source/logical-text.ts';
import { gatherUnit } from './gather-unit.ts';

const text = (content: string): LogicalText =>
  written(content, { file: 'x', start: 0, end: content.length });

describe('announced keys', () => {
  const KEYS: readonly (readonly [
    key: string,
    value: string | null,
    rule: string | null,
    says: string,
  ])[] = [
    ['/services/web', '10.0.0.1:80', null, ''],
    ['/services/web', null, null, ''],
    ['/services/web', '{"host": "a", "port": 80}', null, ''],
    ['/services/web/healthy', 'true', 'G57', 'true'],
    ['/services/web/weight', '10', 'G57', '10'],
    ['/skydns/local/skydns/web/1', '{"host":"10.0.0.1","port":80}', 'G55', 'web.skydns.local'],
    ['/vulcand/backends/b1/servers/s1', '{"URL": "http://10.0.0.1:80"}', 'G56', 'Gateway'],
    ['vulcand/hosts/example.com/locations/home/path', '/.*', 'G56', 'Gateway'],
    ['/domains/example.com/type', 'http', 'G56', 'Gateway'],
  ];

  it.each(KEYS)('%s = %s asks %s', (key, value, rule, says) => {
    const asked = questionOfKey(text(key), value === null ? null : text(value));
    expect(asked?.rule ?? null).toBe(rule);
    expect(asked?.question ?? '').toContain(says);
  });

  it('are said once for each command', () => {
    const unit = (command: string): readonly string[] =>
      gatherUnit(
        `[Service]\nExecStart=/usr/bin/docker run a:1\nExecStartPost=${command}\n`,
      )?.sentences() ?? [];
    expect(unit('/usr/bin/etcdctl set /services/web 10.0.0.1:80')).toEqual([
      expect.stringContaining('/services/web is no longer written'),
    ]);
    expect(unit('/usr/bin/etcdctl set /services/web/up yes')).toEqual([
      expect.stringContaining('no address'),
    ]);
    expect(unit('/usr/bin/etcdctl rm /skydns/local/web')).toEqual([
      expect.stringContaining('no longer written'),
    ]);
  });
});

describe('what a container tells registrator', () => {
  const registration = (flags: string) => {
    const gathered = gatherUnit(`[Service]\nExecStart=/usr/bin/docker run ${flags} a:1\n`);
    const role = gathered?.facts.steps[0]?.roles[0];
    return role?.kind === 'container' ? registrationOf(role.facts) : null;
  };

  it('are names of the service and of its ports', () => {
    expect(
      registration('-e SERVICE_NAME=shop -e SERVICE_80_NAME=web -e SERVICE_TAGS=a -e OTHER=1'),
    ).toMatchObject({
      name: 'shop',
      portNames: new Map([[80, 'web']]),
      ignored: false,
      variables: [{}, {}, {}],
    });
    expect(registration('-e SERVICE_IGNORE=1')).toMatchObject({ name: null, ignored: true });
    expect(registration('-e SERVICE_PORT=80')).toBeNull();
    expect(registration('-e OTHER=1')).toBeNull();
  });
});
