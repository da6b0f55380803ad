import { describe, expect, it } from 'vitest';
import { exitCodeFor } from '../../src/app/exit-code.ts';
import { kindsOf } from '../workload/converted-set.ts';
import { convert, keeps, main, pod, said } from './trap.ts';

/** What the converter of fleet's own time got wrong. */
describe('failures of fleet2kubes', () => {
  it('reads an ExecStart that goes on over lines', () => {
    const c = convert(
      keeps(
        '\\\n  --name web \\\n  -e A=1 \\\n  -p 8080:80 \\\n  example/web:1 \\\n  serve --fast',
      ),
    );
    expect(main(c)).toMatchObject({
      name: 'web',
      image: 'docker.io/example/web:1',
      args: ['serve', '--fast'],
      env: [{ name: 'A', value: '1' }],
      ports: [{ containerPort: 80 }],
    });
  });

  it('takes -d for what it is', () => {
    const c = convert(keeps('-d example/web:1 serve'));
    expect(main(c)).toMatchObject({ image: 'docker.io/example/web:1', args: ['serve'] });
    expect(kindsOf(c)).toEqual(['Deployment/web']);
  });

  it('takes -it for what it is: without a terminal docker refuses, detached it holds', () => {
    expect(said(convert(keeps('-it example/web:1 bash')))).toEqual(['ERROR docker-refuses E2-18']);
    const c = convert(keeps('-dit example/web:1 bash'));
    expect(main(c)).toMatchObject({ args: ['bash'], stdin: true, tty: true });
  });

  it('takes quotes off as systemd does', () => {
    const c = convert(
      keeps(`-e "A=b c" -e 'B=d "e"' -e C="f g" example/web:1 sh -c "echo 'hi there'"`),
    );
    expect(main(c).env).toEqual([
      { name: 'A', value: 'b c' },
      { name: 'B', value: 'd "e"' },
      { name: 'C', value: 'f g' },
    ]);
    expect(main(c).args).toEqual(['sh', '-c', "echo 'hi there'"]);
  });

  it.each([
    ['sh', `/bin/sh -c "/usr/bin/docker run -e A=1 example/web:1 serve 'a b'"`],
    [
      'bash',
      `/bin/bash -c 'set -e; A=1; exec /usr/bin/docker run -e A=$$A example/web:1 serve "a b"'`,
    ],
    [
      'sh and a pull',
      `/bin/sh -c 'docker pull example/web:1 && docker run -e A=1 example/web:1 serve "a b"'`,
    ],
  ])('looks into %s -c', (_, line) => {
    const c = convert(`[Service]\nExecStart=${line}\nRestart=always\n`);
    expect(main(c)).toMatchObject({
      image: 'docker.io/example/web:1',
      args: ['serve', 'a b'],
      env: [{ name: 'A', value: '1' }],
    });
  });

  it('gives the words after the image to args, never to command', () => {
    const c = convert(keeps('example/web:1 serve --port 80'));
    expect(main(c).args).toEqual(['serve', '--port', '80']);
    expect(main(c)).not.toHaveProperty('command');
  });

  it('leaves the DNS policy alone', () => {
    for (const flags of ['', '-p 80:80', '--dns-search corp', '--add-host db:10.0.0.1'])
      expect(pod(convert(keeps(`${flags} example/web:1`)))).not.toHaveProperty('dnsPolicy');
  });

  it('ends with an error where something went wrong', () => {
    for (const text of [
      keeps('--bogus example/web:1'),
      keeps('-it example/web:1'),
      keeps('$(cat /opts) example/web:1'),
      'no unit at all',
    ]) {
      const c = convert(text);
      expect(kindsOf(c)).toEqual([]);
      expect(exitCodeFor(c.findings, 'error')).toBe(1);
    }
    expect(exitCodeFor(convert(keeps('example/web:1')).findings, 'error')).toBe(0);
  });
});
