import { describe, expect, it } from 'vitest';
import type { ExecKey, ExecStep } from '../../src/exec/command.ts';
import { type ReadService, readService } from './service.ts';
import { type ExecVector, readExecVectors } from './systemd-vectors.ts';

/**
 * Lines that we answer otherwise on purpose, by their id. They were recorded with systemd 252; fleet's machines had 233.
 */
const OTHERWISE: Readonly<Record<string, string>> = {};

/** D0-31, D12-19: `%` + letter without meaning keeps 252 from loading; to 233 it was text. */
const UNKNOWN_SPECIFIER = /^(?:.*[^%])?(?:%%)*%[0-9A-Za-z]/s;

const vectors = readExecVectors();

interface Run {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What systemd would start, if every program that exists ends well: `FAIL` at the end ends badly. */
function runsOf({ steps, environment }: ReadService): readonly Run[] {
  const env = Object.fromEntries(
    [...environment.variables].map(([name, { value }]) => [name, value.text]),
  );
  const runs: Run[] = [];
  const run = (keys: readonly ExecKey[]): 'ok' | 'failed' => {
    for (const step of steps.filter(({ key }) => keys.includes(key))) {
      if (!existing(step)) {
        if (step.command.prefixes.ignoreFailure) continue;
        return 'failed';
      }
      const argv = argvOf(step);
      runs.push({ argv, env });
      if (argv.at(-1) === 'FAIL' && !step.command.prefixes.ignoreFailure) return 'failed';
    }
    return 'ok';
  };
  const started =
    run(['ExecCondition']) === 'ok' &&
    run(['ExecStartPre']) === 'ok' &&
    run(['ExecStart']) === 'ok' &&
    run(['ExecStartPost']) === 'ok';
  if (started) run(['ExecStop']);
  run(['ExecStopPost']);
  return runs;
}

const existing = ({ words }: ExecStep): boolean =>
  /^(\/usr(\/bin\/\.\.)?\/+bin\/)?printargs$/.test(words[0]?.text.text ?? '');

const argvOf = ({ command, argv0, words }: ExecStep): readonly string[] => {
  const args = words.slice(1).map(({ text }) => text.text);
  if (!command.prefixes.ownArgv0) return [words[0]?.text.text ?? '', ...args];
  return argv0 === null ? args : [argv0.text.text, ...args];
};

/** Without what systemd tells commands that run after the start. */
const ownEnv = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(SERVICE_RESULT|EXIT_CODE|EXIT_STATUS|MAINPID)$/.test(name),
    ),
  );

const read = ({ service, unit, files }: ExecVector): ReadService =>
  readService(`[Service]\n${service}`, unit, files === undefined ? {} : { files });

const isRefused = ({ codes }: ReadService): boolean => codes.includes('unit-does-not-load');

describe('units that systemd was given', () => {
  it('are all here', () => {
    expect(vectors.length).toBe(1256);
  });

  const groups = [...new Set(vectors.map(({ group }) => group))];
  it.each(groups)('%s', (group) => {
    const wrong: unknown[] = [];
    let compared = 0;
    for (const vector of vectors.filter((v) => v.group === group)) {
      if (OTHERWISE[vector.id] !== undefined) continue;
      compared++;
      const service = read(vector);
      const expected = {
        load: vector.load,
        runs: (vector.runs ?? []).map(({ argv, env }) => ({ argv, env: ownEnv(env) })),
      };
      const load = isRefused(service) ? 'bad-setting' : 'loaded';
      const actual = { load, runs: load === 'loaded' ? runsOf(service) : [] };
      try {
        expect(actual).toEqual(expected);
      } catch {
        wrong.push({ id: vector.id, service: vector.service, expected, actual });
      }
    }
    expect(compared).toBeGreaterThan(0);
    if (process.env.SHOW) console.log(wrong.length, JSON.stringify(wrong.slice(0, 12), null, 1));
    expect(wrong).toEqual([]);
  });
});
void UNKNOWN_SPECIFIER;
