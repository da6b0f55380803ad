import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

/** The program as users start it, built by `npm run build`. */
const ROOT = path.join(import.meta.dirname, '..');

const fleetlift = (...args: string[]) => fleetliftIn({}, ...args);

function fleetliftIn(env: NodeJS.ProcessEnv, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'bin/run.js'), ...args],
    {
      cwd: ROOT,
      encoding: 'utf8',
      timeout: 30_000,
      env: { ...process.env, NO_COLOR: '1', ...env },
    },
  );
  return { status, stdout, stderr };
}

describe('fleetlift', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-cli-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const web = '[Service]\nExecStart=/usr/bin/docker run nginx:1\n';
  const unit = (name: string, text: string): string => {
    const file = path.join(directory, name);
    writeFileSync(file, text);
    return file;
  };

  it('keeps stdout for manifests and ends stderr with the totals', () => {
    const { status, stdout, stderr } = fleetlift('convert', 'fixtures/webshop');
    expect(status).toBe(0);
    const kinds = parseAllDocuments(stdout).map((d) => String(d.get('kind')));
    expect(kinds).toContain('Deployment');
    expect(kinds).toContain('DaemonSet');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^\d+ units, \d+ objects: 0 errors, \d+ warnings, \d+ notes$/,
    );
  });

  it('writes the same bytes wherever the repository lies', () => {
    const { stdout } = fleetlift('convert', 'fixtures/webshop');
    expect(fleetlift('convert', path.join(ROOT, 'fixtures/webshop')).stdout).toBe(stdout);
    expect(stdout).toContain('source-file: proxy.service');
  });

  it('prints one List as JSON', () => {
    const { stdout } = fleetlift('convert', 'fixtures/webshop', '--format', 'json');
    const list = JSON.parse(stdout);
    expect(list.kind).toBe('List');
    expect(list.items.length).toBeGreaterThan(5);
  });

  it('writes one file an object, and takes away what a later run no longer makes', () => {
    const out = path.join(directory, 'out');
    expect(fleetlift('convert', 'fixtures/webshop', '--out', out).status).toBe(0);
    const first = readdirSync(out).filter((f) => f.endsWith('.yaml'));
    for (const file of first)
      expect(parse(readFileSync(path.join(out, file), 'utf8'))).toHaveProperty('kind');
    writeFileSync(path.join(out, 'mine.txt'), 'stays');
    expect(fleetlift('convert', 'fixtures/webshop/cart.service', '--out', out).status).toBe(0);
    const second = readdirSync(out);
    expect(second).toContain('mine.txt');
    expect(second.filter((f) => f.endsWith('.yaml')).length).toBeLessThan(first.length);
  });

  it('writes reports by the ending of their names', () => {
    const json = path.join(directory, 'r.json');
    const markdown = path.join(directory, 'r.md');
    fleetlift('check', 'fixtures/webshop', '--report', json, '--report', markdown);
    expect(JSON.parse(readFileSync(json, 'utf8')).units.length).toBeGreaterThan(5);
    expect(readFileSync(markdown, 'utf8')).toContain('# fleetlift report');
  });

  it.each([
    ['all done', 0, () => ['check', 'fixtures/webshop']],
    [
      'an error',
      1,
      () => ['check', unit('bad.service', '[Service]\nExecStart=/usr/bin/docker run --nope x y\n')],
    ],
    ['a warning that matters', 1, () => ['check', 'fixtures/webshop', '--fail-on', 'warning']],
    [
      'an error that does not',
      0,
      () => [
        'check',
        unit('bad2.service', '[Service]\nExecStart=/usr/bin/docker run --nope x y\n'),
        '--fail-on',
        'never',
      ],
    ],
    ['a wrong flag', 2, () => ['convert', '--no-such-flag']],
    ['a wrong option', 2, () => ['convert', 'fixtures/webshop', '--option', 'no-such-option']],
    ['wrong instances', 2, () => ['convert', 'fixtures/webshop', '--instances', 'web=3']],
    ['an unknown report form', 2, () => ['check', 'fixtures/webshop', '--report', 'x.doc']],
    ['a path that is not there', 3, () => ['convert', path.join(directory, 'nowhere')]],
    [
      'a report that cannot be written',
      3,
      () => ['check', 'fixtures/webshop', '--report', '/proc/nowhere/r.json'],
    ],
  ] as const)('%s: exit code %i', (_, code, args) => {
    const { status, stderr } = fleetlift(...args());
    expect(status, stderr).toBe(code);
    if (code > 1) expect(stderr).toMatch(/Error: \S+/);
  });

  it.each([
    ['check'],
    ['convert'],
    ['convert', '--format', 'json'],
    ['explain', '--unit', 'esc.service'],
    ['diff', '--output', 'text'],
    ['diff', '--output', 'unified'],
  ])('%s %s %s: no control character of a unit reaches the terminal', (command, ...flags) => {
    const nasty = unit(
      'esc.service',
      '[Service]\nExecStart=/usr/bin/docker run --fr\u001b[2Job --name web -e A\u001b[31m=\u001b[2J -l "x\u009b=1" nginx:1\nEnvironment="B=\\x1b[2J"\n[X-Fleet]\nMachineMetadata=a\u001b[31m=b\n',
    );
    unit(
      'esc2.service',
      '[Service]\nExecStart=/usr/bin/docker run -e "A=\\x1b[2J\u001b[2J" nginx:1\n',
    );
    const paths =
      command === 'diff'
        ? ['--from', unit('plain.service', web), '--to', directory]
        : [nasty, directory];
    const { stdout, stderr } = fleetlift(command, ...paths, ...flags);
    expect(stdout + stderr).toContain('esc');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about these
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it.each(['diff', 'apply'])('%s asks a credential plugin, as it was built', (command) => {
    const kubeconfig = unit(
      'kubeconfig',
      JSON.stringify({
        'current-context': 'a',
        contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
        clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1' } }],
        users: [
          {
            name: 'a',
            user: {
              exec: {
                apiVersion: 'client.authentication.k8s.io/v1',
                command: '/no/such/plugin',
                interactiveMode: 'Never',
              },
            },
          },
        ],
      }),
    );
    const { status, stderr } = fleetliftIn({ KUBECONFIG: kubeconfig }, command, 'fixtures/webshop');
    expect(status).toBe(3);
    expect(stderr.replaceAll(/[\s›]+/g, ' ')).toContain(
      'the credential plugin /no/such/plugin failed: no such file',
    );
  });

  it('explains a unit, as text and as JSON', () => {
    const { stdout } = fleetlift('explain', 'fixtures/webshop', '--unit', 'cart.service');
    expect(stdout).toContain('cart.service: workload');
    expect(stdout).toContain('spec.template.spec.containers');
    const [explained] = JSON.parse(
      fleetlift('explain', 'fixtures/webshop', '--unit', 'cart.service', '--format', 'json').stdout,
    );
    expect(explained.lines.length).toBeGreaterThan(20);
  });

  it.each(['unit', 'exec', 'docker'])('dumps %s as JSON lines', (stage) => {
    const { status, stdout } = fleetlift('dump', stage, 'fixtures/webshop');
    expect(status).toBe(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.unit)).toContain('cart.service');
  });

  it('never shows a secret', () => {
    for (const args of [
      ['convert', 'fixtures', '--fail-on', 'never'],
      ['explain', 'fixtures', '--fail-on', 'never'],
      ['dump', 'unit', 'fixtures'],
      ['dump', 'exec', 'fixtures'],
      ['dump', 'docker', 'fixtures'],
    ]) {
      const { stdout, stderr } = fleetlift(...args);
      expect(stdout + stderr).not.toMatch(/correct-horse|topsecretvalue|hunter22hunter|sesame123/);
    }
  });
});
