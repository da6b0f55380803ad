import type { Notes } from '../finding/notes.ts';
import type { Command, ExecKey, Word } from './command.ts';

/**
 * What a command line says to systemd and not to the shell that its author had in mind (mapping D0-24, D0-28, D0-30,
 * D0-35, G66). False: the line cannot become anything; an error is said.
 */
export function checkCommand(command: Command, key: ExecKey, notes: Notes): boolean {
  const [program, ...args] = command.words;
  if (program === undefined) return false;
  if (!checkProgram(program, command, key, notes)) return false;
  const readable = args.filter((word, i) => !isScript(word, args[i - 1]));
  sayShellSyntax(readable, notes);
  if (!command.prefixes.noExpansion) for (const word of readable) sayLiteralVariable(word, notes);
  return checkSubstitutions(readable, command.prefixes.noExpansion, notes);
}

/** Words with blanks, and those behind `-c`, are read by a shell here or inside the container. */
const isScript = (word: Word, before: Word | undefined): boolean =>
  /\s/.test(word.text.text) || /^-[a-z]*c$/.test(before?.text.text ?? '');

function checkProgram(program: Word, { prefixes }: Command, key: ExecKey, notes: Notes): boolean {
  const { text } = program.text;
  if (text.startsWith('$') || /\$\{[^}]*\}/.test(text)) {
    // Behind `-` a program that is not found is skipped.
    if (prefixes.ignoreFailure)
      notes.say('exec-line-ignored', program.span, 'D0-35', {
        key,
        why: 'the path of the program holds a variable, which systemd does not expand',
      });
    else notes.say('variable-in-program-path', program.span, 'D0-35', { program: text });
    return false;
  }
  if (!text.includes('/'))
    notes.say('program-without-path', program.span, 'D0-24', { program: text });
  return true;
}

const SHELL_SYNTAX = /^(\|{1,2}|&{1,2}|\d?>{1,2}(&\d|[^=>].*)?|<.*|&>.*)$/;

function sayShellSyntax(words: readonly Word[], notes: Notes): void {
  const first = words.find(
    ({ text: { text }, span }) => SHELL_SYNTAX.test(text) && span.end - span.start === text.length,
  );
  if (first === undefined) return;
  notes.say('shell-syntax-outside-shell', first.span, 'D0-30', { word: first.text.text });
}

function sayLiteralVariable(word: Word, notes: Notes): void {
  const [, before, variable] = /^(.*?[^$])(\$[A-Za-z_][A-Za-z0-9_]*)/.exec(word.text.text) ?? [];
  if (variable === undefined || before === undefined) return;
  notes.say('literal-variable', word.span, 'D0-28', { word: word.text.text, variable });
}

/** mapping G66: what is broken up into words shifts them; what stays in one word is passed as it is. */
function checkSubstitutions(words: readonly Word[], noExpansion: boolean, notes: Notes): boolean {
  for (const word of words) {
    const { text } = word.text;
    const kind = substitutionIn(text);
    if (kind === null) continue;
    // In quotes nothing was broken up: the author wrote half a substitution.
    const isSplit = kind === 'open' && word.span.end - word.span.start === text.length;
    if (isSplit || (text.startsWith('$(') && !noExpansion)) {
      notes.say('substitution-outside-shell', word.span, 'G66', { word: text });
      return false;
    }
    const given = noExpansion ? text : text.replaceAll('$$', '$');
    notes.say('literal-substitution', word.span, 'G66', { word: given });
  }
  return true;
}

function substitutionIn(text: string): 'open' | 'closed' | null {
  const ticks = text.split('`').length - 1;
  if (ticks % 2 === 1) return 'open';
  const at = text.indexOf('$(');
  if (at < 0) return ticks > 0 ? 'closed' : null;
  const rest = text.slice(at);
  return rest.split('(').length > rest.split(')').length ? 'open' : 'closed';
}
