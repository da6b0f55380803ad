import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The program as users start it, built by `npm run build`. */
const PROGRAM = path.join(import.meta.dirname, '..', 'bin', 'run.js');

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) console.warn('SKIPPED: diff --from git:REV is not tested, the program git is missing');

const web = (image: string, more = ''): string =>
  `[Service]\nRestart=always\nExecStart=/usr/bin/docker run --name web -m 512m ${more}${image}\n`;

describe.skipIf(!hasGit && process.env.FLEETLIFT_REQUIRE_ORACLES === undefined)(
  'diff --from git:REV',
  () => {
    let repository = '';
    const git = (...args: readonly string[]): string => {
      const { status, stdout, stderr } = spawnSync('git', args, {
        cwd: repository,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return stdout.trim();
    };
    const write = (file: string, text: string): void => {
      mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
      writeFileSync(path.join(repository, file), text);
    };
    const commit = (tag: string): void => {
      git('add', '-A');
      git('-c', 'user.name=t', '-c', 'user.email=t@example.org', 'commit', '-q', '-m', tag);
      git('tag', tag);
    };
    const diff = (args: readonly string[], below = '.') => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'diff', ...args], {
        cwd: path.join(repository, below),
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1' },
      });
      return { status, stdout, stderr };
    };
    const rows = (stdout: string) => stdout.split('\n').filter((line) => /^[-+~>!] /.test(line));

    beforeAll(() => {
      repository = mkdtempSync(path.join(tmpdir(), 'fleetlift-git-'));
      git('init', '-q', '-b', 'main');
      write('units/web.service', web('nginx:1.11'));
      write('units/web.service.d/10-user.conf', '[Service]\nEnvironment=A=1\n');
      write('units/job@.service', web('example/job:1'));
      symlinkSync('job@.service', path.join(repository, 'units', 'job@1.service'));
      write('units/gone.service', web('postgres:9'));
      write('units/.hidden/x.service', web('example/hidden:1'));
      write('other/db.service', web('postgres:9'));
      commit('v1');
      write('units/web.service', web('nginx:1.12').replace('512m', '536870912b'));
      rmSync(path.join(repository, 'units/gone.service'));
      write('units/new.service', web('redis:3', '--frob '));
      write('units/cache.service', web('redis:3'));
      commit('v2');
    });
    afterAll(() => rmSync(repository, { recursive: true }));

    it('compares objects, and says which findings are new or gone', () => {
      const { status, stdout } = diff(['--from', 'git:v1:units', '--to', 'git:v2:units']);
      expect(status).toBe(1);
      expect(rows(stdout)).toEqual([
        '+ create    Deployment/cache  (cache.service)',
        '- remove    Deployment/gone  (gone.service)',
        '~ change    Deployment/web  (web.service)',
      ]);
      expect(stdout).toContain(
        'image: docker.io/library/nginx:1.11 → docker.io/library/nginx:1.12',
      );
      // 512m and 536870912b are the same limit.
      expect(stdout).not.toMatch(/^ +spec.*memory/m);
      expect(stdout).toContain('new error[unknown-docker-flag] new.service');
      expect(stdout).toMatch(/^gone .*gone\.service/m);
      expect(stdout).toContain('1 create, 1 change, 1 remove, 1 unchanged');
    });

    it('reads links, drop-ins and hidden directories as the working tree does', () => {
      const { status, stdout } = diff(['--from', 'git:v2:units']);
      expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d unchanged\n$/)]);
    });

    it.each([
      ['.', ['--from', 'git:v1:units']],
      ['units', ['--from', 'git:v1:units']],
      ['units', ['--from', 'git:v1:./units/', '--to', '.']],
      ['other', ['--from', 'git:v1']],
    ])('counts paths from the top, seen from %s: %j', (below, args) => {
      const { status, stdout } = diff(args, below);
      expect(status).toBe(1);
      expect(rows(stdout)).toEqual([
        '+ create    Deployment/cache  (cache.service)',
        '- remove    Deployment/gone  (gone.service)',
        '~ change    Deployment/web  (web.service)',
      ]);
    });

    it('takes the working tree as it is, and leaves it and the index alone', () => {
      write('units/web.service', web('nginx:1.13'));
      const before = [git('status', '--porcelain'), git('rev-parse', 'HEAD')];
      const { stdout } = diff(['--from', 'git:HEAD:units']);
      expect(rows(stdout)).toEqual(['~ change    Deployment/web  (web.service)']);
      expect(stdout).toContain('nginx:1.12 → docker.io/library/nginx:1.13');
      expect([git('status', '--porcelain'), git('rev-parse', 'HEAD')]).toEqual(before);
      git('checkout', '-q', '--', 'units/web.service');
    });

    it('sees an object that another unit makes now as moved', () => {
      renameSync(
        path.join(repository, 'other/db.service'),
        path.join(repository, 'other/DB.service'),
      );
      const { stdout } = diff(['--from', 'git:v2:other']);
      expect(rows(stdout)).toEqual(['> move      Deployment/db  (db.service → DB.service)']);
      git('checkout', '-q', '--', 'other');
      rmSync(path.join(repository, 'other/DB.service'));
    });

    it('gives both sides the same options and files', () => {
      write('list', 'UNIT  DSTATE\nweb.service  inactive\njob@1.service  inactive\n');
      const { status, stdout } = diff([
        ...['--from', 'git:v2:units', '--option', 'fleet-units=list'],
        ...['--instances', 'job@=1..2'],
      ]);
      expect([status, stdout]).toEqual([0, expect.stringMatching(/^\d unchanged\n$/)]);
      rmSync(path.join(repository, 'list'));
    });

    it('reads one file of a revision', () => {
      const one = ['--from', 'git:v1:units/web.service', '--to', 'git:v2:units/web.service'];
      expect(rows(diff(one).stdout)).toEqual(['~ change    Deployment/web  (web.service)']);
    });

    it('prints unified diffs, JSON and markdown', () => {
      const sides = ['--from', 'git:v1:units', '--to', 'git:v2:units', '--output'];
      expect(diff([...sides, 'unified']).stdout).toContain(
        '-        image: docker.io/library/nginx:1.11\n',
      );
      const [section] = JSON.parse(diff([...sides, 'json']).stdout);
      expect(section.rows.map((row: { action: string }) => row.action).sort()).toEqual([
        'change',
        'create',
        'remove',
        'unchanged',
      ]);
      expect(diff([...sides, 'markdown']).stdout).toContain('Deployment/cache');
    });

    it.each([
      ['a revision that does not exist', ['--from', 'git:nope'], 'no revision nope'],
      ['a path outside', ['--from', 'git:v1:../x', '--to', '.'], 'outside repository'],
      ['a path that is nowhere', ['--from', 'nowhere'], 'cannot read nowhere'],
    ])('%s: exit code 3 and one sentence', (_, args, message) => {
      const { status, stdout, stderr } = diff(args);
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr.replaceAll(/[\s›]+/g, ' ')).toContain(message);
    });

    it('outside of a repository: exit code 3', () => {
      const { status, stderr } = spawnSync(
        process.execPath,
        [PROGRAM, 'diff', '--from', 'git:v1'],
        {
          cwd: tmpdir(),
          encoding: 'utf8',
        },
      );
      expect([status, stderr]).toEqual([3, expect.stringContaining('not a git repository')]);
    });
  },
);
