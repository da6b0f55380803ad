import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { changes, type Look, look } from './clean-up/look.ts';
import { buildImages } from './images.ts';
import { outcomeOf } from './run-command.ts';

/** Names of the machines that `clean-up/machines.ts` starts. */
const OWN = ['clean', 'clean-n'];
const ROOT = path.join(import.meta.dirname, '..', '..');
const LOADER = path.join(ROOT, 'test', 'support', 'typescript.mjs');
const MACHINES = path.join(import.meta.dirname, 'clean-up', 'machines.ts');

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** In a process group of its own, whose number is its process id. */
function startProcess(sides: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', LOADER, MACHINES, ...sides], {
    cwd: ROOT,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

function said(child: ChildProcess, word: string): Promise<void> {
  let [text, errors] = ['', ''];
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (more) => {
      text += more;
      if (text.includes(word)) resolve();
    });
    child.stderr?.on('data', (more) => {
      errors += more;
    });
    child.once('close', () => reject(new Error(`ended before it said ${word}: ${errors}`)));
  });
}

const killGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid !== undefined) process.kill(-child.pid, signal);
};

/** The differences that are left when twenty seconds have passed; none as soon as there are none. */
async function remains(before: Look): Promise<readonly string[]> {
  for (let tries = 0; tries < 100; tries++) {
    if (changes(before, look(OWN)).length === 0) return [];
    await sleep(200);
  }
  return changes(before, look(OWN));
}

/** A look at the real machine without anything of ours: a test before may have failed. */
async function cleanLook(): Promise<Look> {
  for (let tries = 0; tries < 100; tries++) {
    const now = look(OWN);
    if (
      !Object.values(now)
        .flat()
        .some((line) => /fleetlift-witness-|flw-/.test(line))
    )
      return now;
    await sleep(200);
  }
  throw new Error('machines of another test go on');
}

const ENDS: Readonly<Record<string, (child: ChildProcess) => void>> = {
  'the normal end': (child) => child.stdin?.end(),
  'Ctrl-C': (child) => killGroup(child, 'SIGINT'),
  SIGTERM: (child) => child.kill('SIGTERM'),
  'SIGKILL of the process': (child) => child.kill('SIGKILL'),
  'SIGKILL of its process group': (child) => killGroup(child, 'SIGKILL'),
};

buildImages((line) => process.stderr.write(`${line}\n`));

describe('nothing of a machine is left', () => {
  test.each(Object.entries(ENDS))('after %s', async (_, end) => {
    const before = await cleanLook();
    const child = startProcess(['left']);
    const outcome = outcomeOf(child);
    await said(child, 'ready');
    const during = changes(before, look(OWN));
    for (const subject of ['links', 'cgroups', 'processes', 'temporary'])
      expect(during.some((line) => line.startsWith(`${subject} + `))).toBe(true);
    expect(during.filter((line) => /^rules|^mounts|^settings|^routes -/.test(line))).toEqual([]);
    end(child);
    await outcome;
    expect(await remains(before)).toEqual([]);
  });

  test.each([30, 100, 200, 300, 450, 700, 1000, 1500])(
    'after SIGKILL %d ms after the start',
    async (delay) => {
      const before = await cleanLook();
      const child = startProcess(['left']);
      const outcome = outcomeOf(child);
      await sleep(delay);
      killGroup(child, 'SIGKILL');
      await outcome;
      expect(await remains(before)).toEqual([]);
    },
  );

  test.each(['SIGKILL', 'SIGINT'] as const)('after %s when the node runs too', async (signal) => {
    const before = await cleanLook();
    const child = startProcess(['left', 'node']);
    const outcome = outcomeOf(child);
    await said(child, 'ready');
    killGroup(child, signal);
    await outcome;
    expect(await remains(before)).toEqual([]);
  });
});

test('a second run at the same time is refused, and the first goes on', async () => {
  const before = await cleanLook();
  const first = startProcess(['left']);
  const ended = outcomeOf(first);
  await said(first, 'ready');
  const during = look(OWN);
  const second = await outcomeOf(startProcess(['left']));
  expect(second.status).toBe(1);
  expect(second.stderr).toContain('a machine of that name runs');
  expect(changes(during, look(OWN)).filter((line) => !line.startsWith('processes'))).toEqual([]);
  first.stdin?.end();
  expect(await ended).toMatchObject({ status: 0, stdout: 'ready\nstopped\n' });
  expect(await remains(before)).toEqual([]);
});
