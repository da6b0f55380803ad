import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAMS = ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'];
const program = PROGRAMS.find((path) => existsSync(path)) ?? null;

export const hasSystemd = (): boolean => program !== null;

/** systemd refuses to be a user's manager for root. */
const NOBODY = 65_534;
const COLLECTOR = 'fleetlift-oracle.target';

/** A file of units, and the unit that is to be loaded from it: for a template one of its instances. */
export interface UnitText {
  readonly file: string;
  readonly unit: string;
  readonly text: string;
}

/** What `systemd --user --test` prints of each unit, by its name; all of them in one start. */
export function printUnits(units: readonly UnitText[]): ReadonlyMap<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'fleetlift-systemd-'));
  try {
    const run = join(directory, 'run');
    const files = join(directory, 'units');
    for (const path of [run, files]) mkdirSync(path);
    for (const { file, text } of units) writeFileSync(join(files, file), Buffer.from(text, 'utf8'));
    const wants = units.map(({ unit }) => `Wants=${unit}\n`).join('');
    writeFileSync(join(files, COLLECTOR), `[Unit]\nDefaultDependencies=no\n${wants}`);
    const isRoot = process.getuid?.() === 0;
    chmodSync(directory, 0o755);
    if (isRoot) chownSync(run, NOBODY, NOBODY);
    const { stdout, error } = spawnSync(
      program ?? '',
      ['--user', '--test', `--unit=${COLLECTOR}`],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { XDG_RUNTIME_DIR: run, HOME: run, SYSTEMD_UNIT_PATH: files, PATH: '/usr/bin:/bin' },
        cwd: files,
        ...(isRoot && { uid: NOBODY, gid: NOBODY }),
      },
    );
    if (error !== undefined) throw error;
    return blocksOf(stdout);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function blocksOf(printed: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  for (const block of printed.split(/^\t-> Unit /m).slice(1)) {
    const end = block.indexOf(':\n');
    const name = block.slice(0, end);
    if (!blocks.has(name)) blocks.set(name, block.slice(end + 2));
  }
  return blocks;
}
