import { describe, expect, it } from 'vitest';
import { RUN_FLAGS } from '../../src/dialect/docker/flags.ts';
import { convertSet, findingsOf, objectOf, podSpec, type Texts } from './converted-set.ts';

/** A byte 0xFF, as `source/bytes.ts` reads it. */
const BYTE = '\udcff';
const RUN = 'ExecStart=/usr/bin/docker run --name web';
const IMAGE = 'localhost/x:1';

const unit = (...lines: readonly string[]): Texts => ({
  'web.service': ['[Service]', 'Restart=always', ...lines, ''].join('\n'),
});

/** Objects that Kubernetes would refuse are a bug of ours, and a lone surrogate is no text. */
function expectText(texts: Texts, line = ''): void {
  const converted = convertSet(texts, line);
  expect(findingsOf(converted, null).filter((f) => f.startsWith('invalid-object'))).toEqual([]);
  expect(JSON.stringify(converted.manifests)).not.toMatch(/\\ud[c-f][0-9a-f]{2}/);
}

/** Where a byte may stand in the value of some flag. */
const VALUES = `B a=B /B /B:/d /d:/B B:/d BB:80 a:B B=1 container:B 1.2.3.4:B h:B /dev/B:rw
  type=bind,source=/B,target=/d type=volume,source=B,target=/d type=tmpfs,target=/B
  type=image,source=B,target=/d label=type:B seccomp=/B apparmor=B net.ipv4.tcp_syncookies=B`
  .trim()
  .split(/\s+/)
  .map((value) => value.replaceAll('B', BYTE));

const FLAGS = RUN_FLAGS.filter(({ takes }) => takes === 'value').map(({ names }) => names[0]);

/** Lines of a unit, and what beside. */
const LINES: readonly string[] = [
  `${RUN} ${IMAGE} B`,
  `${RUN} localhost/xB:1`,
  `${RUN} -v /srv/x:/x ${IMAGE}\nExecStop=/usr/bin/docker exec web touch /B`,
  `${RUN} ${IMAGE}\nExecStartPost=/bin/sh -c "until docker exec web test -e /B; do sleep 1; done"`,
  `ExecStart=/bin/sh -c "docker run --name web -e X=B ${IMAGE} sh -c 'echo B'"`,
  `${RUN} ${IMAGE}\n[Unit]\nDescription=B\nDocumentation=http://x/B\n[X-Team]\nOwner=B`,
  `${RUN} ${IMAGE}\n[X-Fleet]\nMachineMetadata=a=B\nConflicts=B*`,
  'ExecStart=/usr/bin/rkt run --set-env=X=B --user-label=a=B docker://localhost/x:1 --exec /B -- B',
  'ExecStart=/usr/bin/systemd-docker run --name web -e X=B localhost/x:1 B',
  'ExecStart=/usr/bin/systemd-nspawn -D /srv/x --setenv=X=B /bin/x B',
  'ExecStart=/usr/bin/x B',
].map((text) => text.replaceAll('B', BYTE).replaceAll(/\/bin\/x/g, '/bin/x'));

describe('bytes that are not UTF-8', () => {
  it.each(FLAGS)('never reach an object from a value of %s', (flag) => {
    expect(VALUES.length).toBeGreaterThan(20);
    for (const value of VALUES) expectText(unit(`${RUN} ${flag} ${value} ${IMAGE}`));
  });

  it.each(LINES)('never reach an object from %s', (line) => {
    expectText(unit(line), '--option image-map=web=localhost/x:1');
  });

  it('are what the docker client makes of them, and said at their flag', () => {
    const converted = convertSet(unit(`${RUN} -e X=\\xff -e Y=1 ${IMAGE} a\\xffb`));
    const spec = JSON.stringify(podSpec(objectOf(converted, 'Deployment', 'web')));
    expect(spec).toContain('"env":[{"name":"X","value":"\ufffd"},{"name":"Y","value":"1"}]');
    expect(spec).toContain('"args":["a\ufffdb"]');
    const text = unit(`${RUN} -e X=\\xff -e Y=1 ${IMAGE} a\\xffb`)['web.service'] ?? '';
    const places = converted.findings
      .filter(({ code }) => code === 'not-utf8')
      .map(({ span }) => span && text.slice(span.start, span.end));
    expect(places).toEqual(['-e X=\\xff', 'a\\xffb']);
  });

  it('are lost to a program of the host, which was given them', () => {
    const converted = convertSet(
      unit('ExecStart=/usr/bin/x \\xff'),
      '--option image-map=web=localhost/x:1',
    );
    expect(findingsOf(converted, 'web.service')).toContain('unsupported E3-01');
    expect(findingsOf(converted, 'web.service')).not.toContain('not-utf8 E3-01');
  });
});

/** What a file of variables holds, who reads it, and what is said. */
const FILES: readonly (readonly [what: string, text: string, line: string, says: string])[] = [
  ['NUL, docker', 'A=x\0y', `${RUN} --env-file /etc/e ${IMAGE}`, 'bad-value E3-01'],
  ['a byte, docker', `A=${BYTE}`, `${RUN} --env-file /etc/e ${IMAGE}`, 'bad-value E3-03'],
  ['another name, docker', 'Ä=1', `${RUN} --env-file /etc/e ${IMAGE}`, 'bad-value E3-04'],
  ['NUL', 'A=x\0y', `EnvironmentFile=/etc/e\n${RUN} -e A ${IMAGE}`, 'never-ran D3-02a'],
  ['a byte', `A=${BYTE}`, `EnvironmentFile=/etc/e\n${RUN} -e A ${IMAGE}`, 'never-ran D3-02a'],
  ['a byte in a name', `A${BYTE}=1`, `EnvironmentFile=/etc/e\n${RUN} ${IMAGE}`, 'never-ran D3-02a'],
  [
    'NUL, with -',
    '#\0\nA=1',
    `EnvironmentFile=-/etc/e\n${RUN} -e A ${IMAGE}`,
    'environment-file-ignored D3-02a',
  ],
];

describe('files of variables that are not text', () => {
  it.each(FILES)('%s', (_, text, line, says) => {
    const converted = convertSet({ ...unit(line), '/etc/e': `B=1\n${text}\n` });
    expect(findingsOf(converted, 'web.service')).toContain(says);
    expect(findingsOf(converted, null).join()).not.toContain('invalid-object');
    expect(JSON.stringify(objectOf(converted, 'Deployment', 'web'))).not.toContain('"A"');
  });

  it('are taken with such bytes in a comment, as systemd takes them', () => {
    const line = `EnvironmentFile=/etc/e\n${RUN} -e A ${IMAGE}`;
    const converted = convertSet({ ...unit(line), '/etc/e': `# ${BYTE}\nA=1\n` });
    expect(JSON.stringify(objectOf(converted, 'Deployment', 'web'))).toContain(
      '{"name":"A","value":"1"}',
    );
  });

  it('lose their NULs in a shell', () => {
    const script = `${RUN} -e A=$(cat /etc/e) ${IMAGE}`.replace('ExecStart=/usr/bin/', '');
    const line = `ExecStart=/bin/sh -c '${script.replaceAll('$', '$$$$')}'`;
    const converted = convertSet({ ...unit(line), '/etc/e': 'x\0y\n' });
    expect(JSON.stringify(objectOf(converted, 'Deployment', 'web'))).toContain(
      '{"name":"A","value":"xy"}',
    );
  });
});
