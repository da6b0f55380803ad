import { environmentOf } from '../exec/build-environment.ts';
import { execStepsOf } from '../exec/read-exec.ts';
import { type Notes, openBook } from '../finding/notes.ts';
import { HOLE } from '../source/logical-text.ts';
import type { Unit } from '../unit/unit.ts';
import { openTokensOfRoles } from './default-answer.ts';
import { gatherFacts } from './gather.ts';
import type { Role, Step, UnitFacts } from './role.ts';
import { fileFromPre } from './written-file.ts';

/** What there is beside the unit's text. */
export interface Supplied {
  /** Files that units name, by their path on the machine. */
  readonly files: ReadonlyMap<string, string>;
  /** `--option set=NAME=value` */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Environment, Exec lines and facts of a unit (phases 6–8 of the contract). An environment file that a Pre line writes and that
 * `EnvironmentFile=` names or a script sources is followed (mapping G93), so such a unit is read twice: what Pre writes is known
 * when its lines have been read.
 */
export function readUnit(unit: Unit, supplied: Supplied, notes: Notes): UnitFacts {
  const written = writtenFiles(unit, supplied);
  const files = new Map([...supplied.files, ...written]);
  const facts = factsOf(unit, { ...supplied, files }, notes);
  if (written.size === 0) return facts;
  return { ...facts, steps: facts.steps.map((step) => withoutWriting(step, written, notes)) };
}

function factsOf(unit: Unit, { files, variables }: Supplied, notes: Notes): UnitFacts {
  const environment = environmentOf(unit, files, variables, notes);
  return gatherFacts(unit, environment, execStepsOf(unit, environment, notes), notes);
}

/** Files whose whole text is known, by path. A part that is not leaves the file missing, which is asked about. */
function writtenFiles(unit: Unit, supplied: Supplied): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  const mayWrite = unit.directives.some(
    ({ key, value }) => key === 'ExecStartPre' && /[>]|\btee\b/.test(value.text),
  );
  if (!mayWrite) return written;
  const draft = factsOf(unit, supplied, openBook().of(unit.name.full));
  for (const path of pathsWritten(draft)) {
    const content = fileFromPre(draft, path);
    if (content !== null && !content.text.includes(HOLE) && isEnvironment(draft, path))
      written.set(path, content.text);
  }
  return written;
}

const pathsWritten = ({ steps }: UnitFacts): readonly string[] =>
  steps.flatMap(({ roles }) => roles.flatMap((role) => (isWriting(role) ? pathsOf(role) : [])));

type Writing = Extract<Role, { kind: 'prepare-path' }>;

const isWriting = (role: Role): role is Writing =>
  role.kind === 'prepare-path' && role.how === 'write';

const pathsOf = ({ paths }: Writing): readonly string[] => paths.map(({ text }) => text);

/** `EnvironmentFile=F`, or `. F` and `source F` in a script. */
function isEnvironment({ environment, unit }: UnitFacts, path: string): boolean {
  if (environment.missingFiles.some((file) => file.path === path)) return true;
  if (environment.files.has(path)) return true;
  return unit.directives.some(
    ({ key, value }) =>
      key.startsWith('Exec') &&
      [`. ${path}`, `source ${path}`].some((text) => value.text.includes(text)),
  );
}

function withoutWriting(step: Step, written: ReadonlyMap<string, string>, notes: Notes): Step {
  if (step.step.key !== 'ExecStartPre') return step;
  const roles = step.roles.map((role): Role => {
    if (!isWriting(role) || !pathsOf(role).every((path) => written.has(path))) return role;
    const [first, ...others] = role.tokens;
    for (const token of others) notes.settle(token, 'set', 'G93', { why: FOLLOWED });
    if (first !== undefined)
      notes.say('carried-over', first, 'G93', {
        what: `the environment file ${pathsOf(role).join(', ')} that ExecStartPre writes`,
        as: 'the variables that it sets',
      });
    return { kind: 'housekeeping', rule: 'G93', tokens: [] };
  });
  return { ...step, roles, tokens: openTokensOfRoles(roles) };
}

const FOLLOWED = 'the file is read like any other environment file';
