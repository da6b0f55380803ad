import type { Decisions } from '../../decision/options.ts';
import type { Step, UnitFacts } from '../../dialect/role.ts';
import { textFacts } from '../../dialect/utf8-facts.ts';
import { type Fact, fact } from '../../fact/fact.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { written } from '../../source/logical-text.ts';
import type { UnitName } from '../../unit/name.ts';
import { isShellAlone } from './shell-alone.ts';

/** How a program of the host runs in a container: in an image that holds it, or on the node out of a privileged one. */
export interface HostProgram {
  readonly image: string;
  readonly onNode: boolean;
  readonly rule: 'B81' | 'B82' | 'B83';
}

/** Enters the namespaces of the node's first process (mapping B82). */
const NSENTER = 'nsenter -t 1 -m -u -i -n -p --'.split(' ');

/**
 * What a person said of the unit: `--option image-map=UNIT=IMAGE` (mapping B81), or `--option host-exec=UNIT` beside
 * `shell-image`, whose image has nsenter (B82); a script of nothing but a shell runs in that image too (B83). UNIT is the full name, the one without suffix, or the template's. null: nothing.
 */
export function hostProgramOf(
  name: UnitName,
  program: Step | null,
  decisions: Decisions,
): HostProgram | null {
  if (program === null) return null;
  const mapped = mappedImage(name, decisions);
  if (mapped !== null) return { image: mapped, onNode: false, rule: 'B81' };
  const shell = decisions.text('shell-image');
  if (shell === null) return null;
  if (wantsNode(name, decisions)) return { image: shell, onNode: true, rule: 'B82' };
  return isShellAlone(program) ? { image: shell, onNode: false, rule: 'B83' } : null;
}

/** Of `--option image-map=UNIT=IMAGE`, or null. */
export function mappedImage(name: UnitName, decisions: Decisions): string | null {
  const named = [name.full, name.base, `${name.prefix}@`, `${name.prefix}@.${name.type}`];
  const mapped = decisions.list('image-map').findLast((text) => named.includes(keyOf(text)));
  return mapped === undefined ? null : mapped.slice(keyOf(mapped).length + 1);
}

const keyOf = (text: string): string => text.slice(0, text.indexOf('='));

/** Is the unit named by `host-exec`? */
export const wantsNode = (name: UnitName, decisions: Decisions): boolean =>
  [name.full, name.base, `${name.prefix}@`, `${name.prefix}@.${name.type}`].some((named) =>
    decisions.list('host-exec').includes(named),
  );

/** mapping D3-02: the program had every variable of the file, not only those that its commands name. */
function sayMissingFiles({ unit, environment }: UnitFacts, notes: Notes): void {
  for (const { path, span } of environment.missingFiles)
    if (path !== '/etc/environment')
      notes.say(
        'decide',
        { kind: 'directive', unit: unit.name.full, label: 'EnvironmentFile=', span },
        'D3-02',
        {
          what: path,
          question:
            'the program had all its variables, and it is not in the input: which are they?',
          option: '--option files=DIR',
        },
      );
}

/** The program as facts of a container: the whole command line is its command. Empty when nobody said how it runs. */
export function hostProgramFacts(
  unit: UnitFacts,
  program: Step | null,
  decisions: Decisions,
  notes: Notes,
): readonly Fact[] {
  const given = hostProgramOf(unit.unit.name, program, decisions);
  if (program === null || given === null) return [];
  const { words, command } = program.step;
  const { rule } = given;
  const token: Token = program.tokens[0] ?? {
    kind: 'word',
    unit: unit.unit.name.full,
    label: 'ExecStart=',
    span: command.span,
  };
  for (const each of program.tokens)
    notes.settle(each, 'set', rule, { why: 'the command of the container' });
  const said = (text: string) => written(text, command.span);
  sayMissingFiles(unit, notes);
  if (!given.onNode)
    notes.say('program-in-container', command.span, rule, {
      program: command.words[0]?.text.text ?? '',
      image: given.image,
    });
  if (given.onNode)
    notes.say('unsupported', command.span, 'B82', {
      what: 'the isolation of the program',
      why: 'it leaves its container, is not stopped with the Pod, and the namespace has to admit privileged Pods',
    });
  const facts = [
    fact('container.image', said(given.image), token, rule),
    fact('container.entrypoint', said(''), token, rule),
    ...(given.onNode ? NSENTER.map((word) => fact('container.args', said(word), token, rule)) : []),
    ...words.map((word) => fact('container.args', word.text, token, rule)),
    ...(given.onNode
      ? [
          fact('container.privileged', true, token, rule),
          fact('pod.pid', { kind: 'host' }, token, rule),
        ]
      : []),
    ...[...unit.environment.variables.values()].map(({ name, value }) =>
      fact('container.env', { name, value }, token, 'D3-01'),
    ),
  ];
  return textFacts(facts, 'systemd', notes);
}
