import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, kindsOf, objectOf, outcomeOf } from './converted-set.ts';

const command = (texts: Readonly<Record<string, string>>, name: string, options: string) =>
  at(
    objectOf(convertSet(texts, options), 'Deployment', name),
    'spec.template.spec.containers.0.command',
  );

describe('runs less than a minute apart (B49)', () => {
  const texts = {
    'tick.service':
      '[Service]\nType=oneshot\nExecStart=/usr/bin/docker run --rm --entrypoint /bin/poll example/poll:1 --fast\n',
    'tick.timer': '[Timer]\nOnBootSec=20\nOnUnitActiveSec=20\n',
  };
  it('become a loop with --option loop-timers', () => {
    const c = convertSet(texts, '--option loop-timers');
    expect(kindsOf(c)).toEqual(['Deployment/tick']);
    const container = at(objectOf(c, 'Deployment', 'tick'), 'spec.template.spec.containers.0');
    expect(container).toMatchObject({
      command: ['sh', '-c', 'while :; do "$@"; sleep 20; done', '--', '/bin/poll'],
      args: ['--fast'],
    });
    expect(outcomeOf(c, 'tick.timer')).toBe('merged tick.service');
    expect(findingsOf(c, 'tick.timer')).toEqual(['differs B49']);
  });

  it('are asked about without it', () => {
    const c = convertSet(texts);
    expect(kindsOf(c)).toEqual([]);
    expect(outcomeOf(c, 'tick.timer')).toBe('needs-decision');
    expect(findingsOf(c, 'tick.timer')).toEqual(['decide B49']);
  });

  it('cannot loop around what only the image knows', () => {
    const run = texts['tick.service'].replace('--entrypoint /bin/poll ', '');
    const c = convertSet({ ...texts, 'tick.service': run }, '--option loop-timers');
    expect(kindsOf(c)).toEqual([]);
    expect(outcomeOf(c, 'tick.service')).toBe('needs-decision');
  });
});

describe('a script of nothing but a shell (B83)', () => {
  const unit = (script: string) => ({
    'hello.service': `[Service]\nRestart=always\nExecStart=/bin/sh -c "${script}"\n`,
  });
  const SHELL = '--option shell-image=busybox:1.37';

  it('runs in the image of --option shell-image', () => {
    const script = 'while true; do echo Hello; date; sleep 10; done';
    expect(command(unit(script), 'hello', SHELL)).toEqual(['/bin/sh', '-c', script]);
    expect(findingsOf(convertSet(unit(script)), 'hello.service')).toContain('host-program B80');
  });

  it.each([
    'while true; do /opt/bin/probe; sleep 10; done',
    'while true; do echo x > /run/x; sleep 10; done',
    'while true; do echo `uptime`; sleep 10; done',
  ])('does not with more in it: %s', (script) => {
    expect(kindsOf(convertSet(unit(script), SHELL))).toEqual([]);
  });
});

describe('--option host-exec (B82)', () => {
  it('enters the node from a privileged container', () => {
    const texts = {
      'prune.service': '[Service]\nRestart=always\nExecStart=/usr/bin/prune --keep 3\n',
    };
    const options = '--option host-exec=prune.service --option shell-image=busybox:1.37';
    expect(command(texts, 'prune', options)).toEqual([
      ...'nsenter -t 1 -m -u -i -n -p -- /usr/bin/prune --keep 3'.split(' '),
    ]);
    const c = convertSet(texts, options);
    expect(at(objectOf(c, 'Deployment', 'prune'), 'spec.template.spec.hostPID')).toBe(true);
    expect(findingsOf(c, 'prune.service')).toContain('unsupported B82');
  });
});
