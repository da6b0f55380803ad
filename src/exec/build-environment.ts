import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { holdsBytes, holdsNoncharacters } from '../source/bytes.ts';
import { slice, written } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { compileGlob, matchesGlob } from '../unit/glob.ts';
import { expandSpecifiers } from '../unit/specifiers.ts';
import type { Directive, Unit } from '../unit/unit.ts';
import type { Environment, MissingFile, Variable } from './environment.ts';
import { readEnvironmentFile } from './environment-file.ts';
import { isMachineAddress } from './look-up.ts';
import { LIST_WORDS, splitWords } from './split-words.ts';

/**
 * The environment of a service's commands (mapping D0-32, D3-01–D3-04): names of `PassEnvironment=`, then `Environment=`,
 * then environment files in their order, whatever the order of the lines; `UnsetEnvironment=` comes last.
 *
 * `supplied`: texts of files by their path on the machine. `set`: answers for variables that are not known. Settles the
 * directives that have no effect; `Environment=` and `EnvironmentFile=` that count are left to whoever builds containers.
 */
export function environmentOf(
  unit: Unit,
  supplied: ReadonlyMap<string, string>,
  set: ReadonlyMap<string, string>,
  notes: Notes,
): Environment {
  const of = (key: string) => effective(unit, key, notes);
  const variables = new Map<string, Variable>();
  for (const directive of of('Environment')) readAssignments(directive, unit, variables, notes);
  const missingFiles: MissingFile[] = [];
  const machine = machineNames(unit, of('PassEnvironment'), notes);
  for (const directive of of('EnvironmentFile')) {
    const file = filePathOf(directive, unit, notes);
    if (file === null) continue;
    const says = () => sayUnreadFile(file, tokenOf(unit, directive), notes);
    readFiles(file, supplied, variables, missingFiles, machine, says);
  }
  const unset = new Set<string>();
  for (const directive of of('UnsetEnvironment')) {
    removeNames(directive, unit, variables, unset, notes);
    notes.settle(tokenOf(unit, directive), 'set', 'D3-04', { why: 'its names are left out' });
  }
  settleIdle(unit, of, variables, notes);
  return { variables, missingFiles, unset, machine, answers: set, files: supplied };
}

export const tokenOf = (unit: Unit, { key, span }: Directive): Token => ({
  kind: 'directive',
  unit: unit.name.full,
  label: `${key}=`,
  span,
});

/** The directives of a list that count: an empty one takes away those before it (mapping D0-16). */
function effective(unit: Unit, key: string, notes: Notes): readonly Directive[] {
  const all = unit.directives.filter((d) => d.section === 'Service' && d.key === key);
  const reset = all.findLastIndex(({ value }) => value.text === '');
  for (const directive of all.slice(0, reset + 1)) {
    const why =
      directive.value.text === '' ? 'it empties the list' : 'a later line empties the list';
    notes.settle(tokenOf(unit, directive), 'no-effect', 'D0-16', { why });
  }
  return all.slice(reset + 1);
}

function readAssignments(
  directive: Directive,
  unit: Unit,
  variables: Map<string, Variable>,
  notes: Notes,
): void {
  const { words, broken } = splitWords(directive.value, LIST_WORDS);
  for (const { text, span } of words) {
    const assignment = expandSpecifiers(text, unit.name);
    const read = readAssignment(assignment.text);
    if ('why' in read) {
      const what = shownName(assignment.text);
      notes.say('environment-word-ignored', span, 'D0-32', { what, why: read.why });
      continue;
    }
    const { name } = read;
    const value = slice(assignment, name.length + 1);
    variables.set(name, { name, value, from: 'directive', span });
  }
  if (broken === null) return;
  const dropped = slice(directive.value, broken.start);
  notes.say('environment-word-ignored', broken.span, 'D0-32', {
    what: `${shownName(dropped.text)} and what follows`,
    why:
      broken.why === 'quote' ? 'a quote is not closed' : 'the escape is not one that systemd knows',
  });
}

function readAssignment(text: string): { readonly name: string } | { readonly why: string } {
  const name = nameOf(text);
  if (name === null) return { why: 'it is not NAME=value' };
  if (holdsBytes(text)) return { why: 'it holds bytes that are not UTF-8' };
  if (holdsNoncharacters(text))
    return { why: 'it holds a code point that is no character, such as U+FFFE' };
  return { name };
}

const nameOf = (assignment: string): string | null =>
  /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(assignment)?.[1] ?? null;

/** Never the value: it may be a secret, and a word without a `=` may be the rest of one. */
const shownName = (text: string): string => {
  const name = /^["'\s]*([A-Za-z_][A-Za-z0-9_]*)=/.exec(text)?.[1];
  return name === undefined ? 'a word' : name;
};

/** mapping D3-02c: one absolute path, no quotes, specifiers replaced. */
function filePathOf(
  directive: Directive,
  unit: Unit,
  notes: Notes,
): { path: string; optional: boolean; span: Span } | null {
  const value = expandSpecifiers(directive.value, unit.name).text;
  const optional = value.startsWith('-');
  const path = optional ? value.slice(1) : value;
  if (path.startsWith('/'))
    return { path: path.replace(/\/{2,}/g, '/'), optional, span: directive.span };
  notes.say('environment-file-ignored', tokenOf(unit, directive), 'D3-02c', {
    path,
    why: 'the path is not absolute; quotes and lists are not read here',
  });
  return null;
}

function readFiles(
  file: MissingFile,
  supplied: ReadonlyMap<string, string>,
  variables: Map<string, Variable>,
  missing: MissingFile[],
  machine: Set<string>,
  sayUnread: () => void,
): void {
  const paths = matching(file.path, supplied);
  if (paths.length === 0) missing.push(file);
  const read = paths.map((path) => readEnvironmentFile(supplied.get(path) ?? ''));
  if (read.includes(null)) sayUnread();
  for (const { name, value } of read.flatMap((of) => of ?? [])) {
    if (nameOf(`${name}=`) !== name) continue;
    // Differs from machine to machine, whatever the supplied file says (mapping D3-03).
    if (isMachineAddress(name)) {
      machine.add(name);
      continue;
    }
    const { span } = file;
    variables.set(name, { name, value: written(value, span), from: 'file', span });
  }
}

/** mapping D3-02a: with `-` such a file counts as empty, without it no command of the unit is run. */
function sayUnreadFile({ path, optional }: MissingFile, token: Token, notes: Notes): void {
  const why = 'it holds a NUL, or a variable with bytes that are not UTF-8';
  if (optional) notes.say('environment-file-ignored', token, 'D3-02a', { path, why });
  else
    notes.say('never-ran', token, 'D3-02a', {
      why: `systemd does not take ${path}, since ${why}`,
    });
}

/** Globs are allowed; their files are read in order of their names. */
function matching(path: string, supplied: ReadonlyMap<string, string>): readonly string[] {
  if (!/[*?[]/.test(path)) return supplied.has(path) ? [path] : [];
  const parts = path.split('/').map(compileGlob);
  const fits = (candidate: string): boolean => {
    const names = candidate.split('/');
    return (
      names.length === parts.length &&
      parts.every((glob, i) => glob !== null && matchesGlob(glob, names[i] ?? ''))
    );
  };
  return [...supplied.keys()].filter(fits).sort();
}

/** Set by systemd where a `User=` is given, man systemd.exec "Environment Variables in Spawned Processes". */
const OF_USER = ['HOME', 'LOGNAME', 'SHELL', 'USER'];

function machineNames(unit: Unit, passing: readonly Directive[], notes: Notes): Set<string> {
  const hasUser = unit.directives.some(
    (d) => d.section === 'Service' && d.key === 'User' && d.value.text !== '',
  );
  const names = new Set(hasUser ? OF_USER : []);
  for (const directive of passing) {
    for (const { text } of splitWords(directive.value, LIST_WORDS).words)
      names.add(expandSpecifiers(text, unit.name).text);
    notes.say('differs', tokenOf(unit, directive), 'D3-04', {
      what: 'PassEnvironment=',
      how: "its variables had the values of the machine's systemd, which are not in the input; a program does not get them",
    });
  }
  return names;
}

/** `NAME` takes the variable away, `NAME=value` only with that value (mapping D3-04). */
function removeNames(
  directive: Directive,
  unit: Unit,
  variables: Map<string, Variable>,
  unset: Set<string>,
  notes: Notes,
): void {
  for (const { text, span } of splitWords(directive.value, LIST_WORDS).words) {
    const word = expandSpecifiers(text, unit.name).text;
    const name = nameOf(word) ?? (nameOf(`${word}=`) === word ? word : null);
    if (name === null) {
      notes.say('environment-word-ignored', span, 'D3-04', {
        what: 'a word',
        why: 'it is neither a name nor NAME=value',
      });
    } else if (word === name) {
      variables.delete(name);
      unset.add(name);
    } else if (variables.get(name)?.value.text === word.slice(name.length + 1))
      variables.delete(name);
  }
}

/** Lines of `Environment=` of which nothing is left: set again, unset, or never valid. */
function settleIdle(
  unit: Unit,
  of: (key: string) => readonly Directive[],
  variables: ReadonlyMap<string, Variable>,
  notes: Notes,
): void {
  const live = [...variables.values()].filter(({ from }) => from === 'directive');
  for (const directive of of('Environment')) {
    if (live.some(({ span }) => isWithin(span, directive.span))) continue;
    notes.settle(tokenOf(unit, directive), 'no-effect', 'D0-32', {
      why: 'none of its variables is left: set again, unset or not valid',
    });
  }
}

/** Does a variable, or a word of a directive, stand in this directive? */
export const isWithin = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end;
