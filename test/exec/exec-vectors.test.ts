import { describe, expect, it } from 'vitest';
import type { ExecKey, ExecStep, Word } from '../../src/exec/command.ts';
import { expandVariables } from '../../src/exec/expand-variables.ts';
import { readCommands } from '../../src/exec/read-commands.ts';
import { type ReadService, readService } from './service.ts';
import { type ExecVector, readExecVectors } from './systemd-vectors.ts';

const YOUNGER =
  'D0-31, D12-19: 252 refuses a % without meaning, the systemd of fleet took it as text';
const MISSING = 'D3-02: we do not know what is in a file that was not supplied';
const MACHINE = 'it depends on users and directories of the machine';

/** Lines that we answer otherwise on purpose. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ...[43, 342, 544, 551, 733, 734, 735, 737, 738, 739, 740, 741, 742, 744, 747, 749, 751].map(
    (n): [string, string] => [`exec-${String(n).padStart(4, '0')}`, YOUNGER],
  ),
  ['exec-0753', YOUNGER],
  ['exec-0755', YOUNGER],
  ['exec-0268', MISSING],
  ['exec-0269', MISSING],
  ['exec-0277', MISSING],
  ['exec-0282', MISSING],
  ['exec-0690', MACHINE],
  ['exec-0692', MACHINE],
]);

interface Run {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Answer {
  readonly load: string;
  readonly runs: readonly Run[];
}

/** What systemd would start, if every program that exists ends well: `FAIL` at the end ends badly. */
function runsOf({ steps, environment, codes, unit }: ReadService): readonly Run[] {
  const env = Object.fromEntries(
    [...environment.variables].map(([name, { value }]) => [name, value.text]),
  );
  // We take nothing from such a line (G66); what systemd made of it is still to be right.
  if (codes.includes('substitution-outside-shell')) {
    const value = unit.directives.find(({ key }) => key === 'ExecStart')?.value;
    const [command] = value === undefined ? [] : readCommands(value, unit.name).commands;
    const { words } = expandVariables(command?.words ?? [], environment, 'ExecStart');
    return [{ argv: words.map(textOf), env }];
  }
  const runs: Run[] = [];
  const run = (key: ExecKey): boolean =>
    steps
      .filter((step) => step.key === key)
      .every((step) => {
        const { ignoreFailure } = step.command.prefixes;
        if (!exists(step)) return ignoreFailure;
        const argv = argvOf(step);
        runs.push({ argv, env });
        return argv.at(-1) !== 'FAIL' || ignoreFailure;
      });
  const started = run('ExecCondition') && run('ExecStartPre') && run('ExecStart');
  const stays = !steps.some(({ key }) => key === 'ExecStart');
  if (started && run('ExecStartPost') && !stays) run('ExecStop');
  run('ExecStopPost');
  return runs;
}

const textOf = ({ text }: Word): string => text.text;

const exists = ({ words }: ExecStep): boolean =>
  /^(\/usr(\/bin\/\.\.)?\/+bin\/)?printargs$/.test(words[0]?.text.text ?? '');

const argvOf = ({ command, argv0, words }: ExecStep): readonly string[] => {
  const args = words.slice(1).map(textOf);
  if (!command.prefixes.ownArgv0) return [words[0]?.text.text ?? '', ...args];
  return argv0 === null ? args : [textOf(argv0), ...args];
};

/** Without what systemd tells commands that run after the start. */
const ownEnv = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(SERVICE_RESULT|EXIT_CODE|EXIT_STATUS|MAINPID)$/.test(name),
    ),
  );

/** `%j` and `%J` are younger than fleet's systemd (D12-05, D12-19): they are text to us. */
const YOUNG_SPECIFIERS = / %j %J/;

function recorded({ load, runs = [], service }: ExecVector): Answer {
  const young = YOUNG_SPECIFIERS.test(service);
  return {
    load,
    runs: runs.map(({ argv, env }) => ({
      argv: young ? argv.filter((_, i) => i !== 7 && i !== 8) : argv,
      env: ownEnv(env),
    })),
  };
}

function answered({ service, unit, files }: ExecVector): Answer {
  const text = `[Service]\n${service.replace(YOUNG_SPECIFIERS, '')}`;
  const read = readService(text, unit, files === undefined ? {} : { files });
  if (read.codes.includes('unit-does-not-load')) return { load: 'bad-setting', runs: [] };
  return { load: 'loaded', runs: runsOf(read) };
}

const vectors = readExecVectors();
const isSame = (vector: ExecVector): boolean => {
  const [ours, theirs] = [answered(vector), recorded(vector)];
  return JSON.stringify(sorted(ours)) === JSON.stringify(sorted(theirs));
};
const sorted = ({ load, runs }: Answer): unknown => [
  load,
  runs.map(({ argv, env }) => [argv, Object.entries(env).sort()]),
];

describe('units that systemd was given', () => {
  it('are all here', () => {
    expect(vectors).toHaveLength(1256);
  });

  const groups = [...new Set(vectors.map(({ group }) => group))];
  it.each(groups)('%s: the same load, argv and environment', (group) => {
    const compared = vectors.filter((v) => v.group === group && !OTHERWISE.has(v.id));
    const different = compared.filter((vector) => !isSame(vector));
    expect(different.map((v) => [v.id, v.service, answered(v), recorded(v)])).toEqual([]);
    expect(compared.length).toBeGreaterThan(group === 'specifier-unknown' ? 1 : 3);
  });

  it('are answered otherwise only where the list says so', () => {
    const listed = vectors.filter(({ id }) => OTHERWISE.has(id));
    expect(listed).toHaveLength(OTHERWISE.size);
    expect(listed.filter(isSame).map(({ id }) => id)).toEqual([]);
  });
});
