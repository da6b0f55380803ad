import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tell } from './line.ts';

interface Vector {
  readonly rule: string;
  readonly case: string;
  readonly docker_args: readonly string[];
  readonly different: Readonly<Record<string, unknown>>;
}

const vectors = readFileSync(new URL('../../vectors/runtime/docker.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

/** The words of `docker run`; some cases have none, or only flags. */
function wordsOf({ docker_args }: Vector): readonly string[] {
  const end = docker_args.findIndex((word) => word.startsWith('; '));
  return end < 0 ? docker_args : docker_args.slice(0, end);
}

const runs = vectors.filter((vector) => {
  const words = wordsOf(vector);
  const shortened = words.some((word) => /^…$|<machine>/.test(word));
  return !shortened && words.some((word) => /^(localhost\/|web:1)/.test(word));
});

/** What docker said when it did not start the container; null: it did. */
function refusalOf({ different }: Vector): string | null {
  const error = different.error;
  const told: unknown = Array.isArray(error) ? error[0] : null;
  return typeof told === 'string' && /^docker: |^unknown flag|^Conflicting/.test(told)
    ? told
    : null;
}

/** What docker found out only with the machine, the image or a file at hand: no words of the command show it. */
const SEEN_LATER =
  /runc create failed(?!.*(sysctl|sethostname))|Unknown runtime|ID file found|Range of CPUs|is mounted on|source path does not exist|pquota|gathering device information|Cannot mkdir|unable to find user|poorly formatted environment/;

/** Cases that we answer otherwise on purpose. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'seccomp=builtin': 'docker after 20.10 has a profile of that name (E6-04)',
  '--cpuset old spelling': 'docker of fleet’s time had the flag (E0-06)',
  'attached -it without a terminal': 'the client itself refuses it (E2-18)',
};

describe('recorded command lines', () => {
  test('are many', () => {
    expect(vectors.length).toBe(454);
    expect(runs.length).toBeGreaterThan(400);
  });

  test.each(runs.filter((vector) => OTHERWISE[vector.case] === undefined))(
    '$rule $case',
    (vector) => {
      const attached = vector.case.includes('attached');
      const { facts } = tell(['docker', 'run', ...(attached ? [] : ['-d']), ...wordsOf(vector)]);
      const refusal = refusalOf(vector);
      const refused = refusal !== null && !SEEN_LATER.test(refusal);
      expect(facts === null, refusal ?? 'docker took it').toBe(refused);
    },
  );
});
