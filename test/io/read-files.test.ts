import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/io/environment-error.ts';
import { readFiles } from '../../src/io/read-files.ts';
import { writeOutput } from '../../src/io/write-files.ts';

let directory = '';
const at = (name: string): string => path.join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-io-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('readFiles', () => {
  beforeAll(() => {
    for (const name of [
      'units',
      'units/web.service.d',
      'units/service.d',
      'units/.hidden',
      'units/deep/er',
    ])
      mkdirSync(at(name), { recursive: true });
    writeFileSync(at('units/web.service'), '[Service]\n');
    writeFileSync(at('units/README.md'), 'no unit');
    writeFileSync(at('units/.hidden/x.service'), '[Service]\n');
    writeFileSync(at('units/deep/er/db@.service'), '[Service]\n');
    writeFileSync(at('units/web.service.d/10-a.conf'), '[Service]\n');
    writeFileSync(at('units/service.d/all.conf'), '[Service]\n');
    writeFileSync(at('units/nul.service'), 'a\0b');
    writeFileSync(at('units/big.service'), Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
    symlinkSync('loop.service', at('units/loop.service'));
    symlinkSync('../deep/er/db@.service', at('units/db@1.service'));
    execFileSync('mkfifo', [at('units/pipe.service')]);
  });

  it('walks a directory: units, drop-ins, instances that are links, and what cannot be read', async () => {
    const files = await readFiles([at('units')]);
    expect(files.units.map((f) => [f.name, f.unreadable])).toEqual([
      ['big.service', 'too-large'],
      ['db@.service', null],
      ['loop.service', 'broken-link'],
      ['nul.service', 'nul-bytes'],
      ['pipe.service', 'no-file'],
      ['web.service', null],
    ]);
    expect(files.dropins.map((f) => f.name)).toEqual([
      'service.d/all.conf',
      'web.service.d/10-a.conf',
    ]);
    expect(files.links.map(({ name, target }) => [name, target])).toEqual([
      ['db@1.service', 'db@.service'],
    ]);
  });

  it('says what is not there', async () => {
    await expect(readFiles([at('nowhere')])).rejects.toThrow(EnvironmentError);
  });
});

describe('writeOutput', () => {
  const file = (name: string, text = name) => ({ path: name, text, private: false });

  it('takes away what an earlier run wrote, and never what it did not', async () => {
    await writeOutput(at('out/deep'), [file('a.yaml'), file('b.yaml')]);
    writeFileSync(at('out/deep/mine.yaml'), 'mine');
    await writeOutput(at('out/deep'), [file('b.yaml', 'new')]);
    await expect(writeOutput(at('out/deep'), [file('mine.yaml')])).rejects.toThrow('mine.yaml');
    const left = execFileSync('ls', [at('out/deep')], { encoding: 'utf8' });
    expect(left).toBe('b.yaml\nmine.yaml\n');
  });

  it.each(['/proc/nowhere/out', '/etc/passwd'])('fails on %s', async (where) => {
    await expect(writeOutput(where, [file('a.yaml')])).rejects.toThrow(EnvironmentError);
  });
});
