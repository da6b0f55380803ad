import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, kindsOf, objectOf } from './converted-set.ts';

const unit = (key: string, line: string): string =>
  `[Service]\nRestart=always\n${key}=/usr/bin/rkt run ${line}\n`;
const podOf = (text: string) => {
  const c = convertSet({ 'shop.service': text });
  return { c, spec: at(objectOf(c, 'Deployment', 'shop'), 'spec.template.spec') };
};

describe('several images of one rkt run (F0-03)', () => {
  it('are containers of one Pod, each with its own flags', () => {
    const { c, spec } = podOf(
      unit(
        'ExecStart',
        '--volume data,kind=empty --net=host docker://example/web:1 --name front --mount volume=data,target=/srv --- docker://example/cache:2 --exec /bin/cache --environment=MODE=fast --mount volume=data,target=/data -- --port 1',
      ),
    );
    expect(kindsOf(c)).toEqual(['Deployment/shop']);
    expect(spec).toMatchObject({
      hostNetwork: true,
      containers: [
        { name: 'front', volumeMounts: [{ name: 'data', mountPath: '/srv' }] },
        {
          name: 'cache',
          image: 'docker.io/example/cache:2',
          command: ['/bin/cache'],
          args: ['--port', '1'],
          env: [{ name: 'MODE', value: 'fast' }],
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
    });
    expect(findingsOf(c, 'shop.service').filter((f) => f.startsWith('not-built'))).toEqual([]);
  });

  it('may be three, and two of one name', () => {
    const { spec } = podOf(unit('ExecStart', 'docker://a/x:1 docker://b/x:1 docker://c/y:1'));
    expect(spec).toMatchObject({
      containers: [{ name: 'shop' }, { name: 'x' }, { name: 'y' }],
    });
  });

  it('run as one Job where the unit runs once', () => {
    const text = unit('ExecStart', 'docker://a/x:1 docker://b/y:1').replace(
      'Restart=always',
      'Type=oneshot',
    );
    const c = convertSet({ 'shop.service': text });
    expect(at(objectOf(c, 'Job', 'shop'), 'spec.template.spec.containers')).toHaveLength(2);
  });

  it.each(['ExecStartPre', 'ExecStartPost'])('of %s end in an account', (key) => {
    const text = `${unit(key, 'docker://a/x:1 docker://b/y:1')}ExecStart=/usr/bin/docker run --name shop example/app:1\n`;
    expect(findingsOf(convertSet({ 'shop.service': text }), 'shop.service')).toContain(
      'not-built D2-11',
    );
  });

  it('in a loop of the shell end in an account', () => {
    const text =
      "[Service]\nExecStart=/bin/sh -c 'while true; do rkt run docker://a/x:1 docker://b/y:1; sleep 1; done'\n";
    expect(convertSet({ 'shop.service': text }).accounts.length).toBeGreaterThan(0);
  });
});
