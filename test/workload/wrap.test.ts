import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, objectOf, service } from './converted-set.ts';

const WRAP = '--option wrap';
const container = (text: string, line: string, field: string) =>
  at(
    objectOf(convertSet({ 'web.service': text }, line), 'Deployment', 'web'),
    `spec.template.spec.containers.0.${field}`,
  );
const findings = (text: string, line: string) =>
  findingsOf(convertSet({ 'web.service': text }, line), 'web.service');

describe('--option wrap', () => {
  it('takes a variable away from a known command (E3-07)', () => {
    const known = service({ run: '--name %p -e TZ --entrypoint /bin/app example/app:1 serve' });
    expect(container(known, WRAP, 'command')).toEqual(['env', '-u', 'TZ', '/bin/app']);
    expect(container(known, WRAP, 'args')).toEqual(['serve']);
    expect(findings(known, WRAP)).not.toContain('unset-variable E3-07');
    expect(container(known, '', 'command')).toEqual(['/bin/app']);
    expect(findings(known, '')).toContain('unset-variable E3-07');
  });

  it('leaves alone what only the image knows (E3-07)', () => {
    const unknown = service({ run: '--name %p -e TZ example/app:1 serve' });
    expect(container(unknown, WRAP, 'command')).toBeUndefined();
    expect(findings(unknown, WRAP)).toContain('unset-variable E3-07');
  });

  it('sets the umask of a program that systemd started (D3-10)', () => {
    const unit = '[Service]\nRestart=always\nUMask=0027\nExecStart=/usr/bin/app --fast\n';
    const image = '--option image-map=web.service=example/app:1';
    expect(container(unit, `${image} ${WRAP}`, 'command')).toEqual([
      'sh',
      '-c',
      'umask 0027; exec "$@"',
      '--',
      '/usr/bin/app',
      '--fast',
    ]);
    expect(findings(unit, `${image} ${WRAP}`)).not.toContain('unsupported D3-10');
    expect(container(unit, image, 'command')).toEqual(['/usr/bin/app', '--fast']);
    expect(findings(unit, image)).toContain('unsupported D3-10');
  });

  it('gives no hook to a container that ends before the others start (H84)', () => {
    const texts = {
      'web.service': service({
        unit: ['Requires=prepare.service', 'After=prepare.service'],
        service: ['Restart=always'],
      }),
      'prepare.service': service({
        service: ['Type=oneshot', 'KillSignal=SIGINT'],
        fleet: ['MachineOf=web.service'],
      }),
    };
    const c = convertSet(texts, WRAP);
    const [init] = [at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec.initContainers.0')];
    expect(init).toMatchObject({ name: 'prepare' });
    expect(init).not.toHaveProperty('lifecycle');
  });

  it('sends another signal from a hook (D4-02a)', () => {
    const unit = service({
      service: ['ExecStop=/usr/bin/docker stop -t 20 %p'],
      run: '--name %p --stop-signal INT example/app:1',
    });
    expect(container(unit, WRAP, 'lifecycle')).toEqual({
      preStop: { exec: { command: ['sh', '-c', 'kill -INT 1; sleep 20'] } },
    });
    expect(findings(unit, WRAP)).toContain('carried-over D4-02a');
    expect(container(unit, '', 'lifecycle')).toBeUndefined();
    expect(findings(unit, '')).toContain('stop-signal D4-02');
  });
});
