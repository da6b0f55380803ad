import { type Entry, entry } from '../entry.ts';

/** What the reading of command lines, environments and shells has to say. */
export const EXEC_CODES = {
  'unit-does-not-load': entry<{ why: string }>({
    class: 'ERROR',
    title: 'systemd refuses the unit',
    message: ({ why }) => `systemd does not load this unit, so it never ran: ${why}`,
    help: () => 'correct the unit, or leave it out',
  }),
  'exec-line-ignored': entry<{ key: string; why: string }>({
    class: 'NOTE',
    title: 'systemd ignores a line of commands',
    message: ({ key, why }) => `systemd ignores this ${key}=: ${why}`,
  }),
  'program-without-path': entry<{ program: string }>({
    class: 'NOTE',
    title: 'A program is named without its path',
    message: ({ program }) =>
      `${program} has no path: the systemd of CoreOS refused it, from version 239 on it is looked for in fixed directories`,
    help: () => 'write the absolute path of the program',
  }),
  'variable-in-program-path': entry<{ program: string }>({
    class: 'ERROR',
    title: 'The path of the program holds a variable',
    message: ({ program }) =>
      `systemd does not expand the path of the program: ${program} is taken as it is and not found`,
    help: () => 'write the path out, or run the line with /bin/sh -c',
  }),
  'own-argv0': entry<{ name: string }>({
    class: 'NOTE',
    title: 'The prefix @ gives a program another name',
    message: ({ name }) => `argv[0] cannot be set in a container: the name ${name} is left out`,
  }),
  'quote-in-mid-word': entry<{ word: string }>({
    class: 'NOTE',
    title: 'Quotes in the middle of a word',
    message: ({ word }) =>
      `the quotes inside ${word} group and vanish; systemd before 219 passed them on`,
    help: () => 'put the quotes round the whole word',
  }),
  'word-vanishes': entry<{ word: string }>({
    class: 'NOTE',
    title: 'A word is taken for a variable and vanishes',
    message: ({ word }) =>
      `systemd takes all behind the $ of ${word} for the name of a variable, finds none and drops the word`,
    help: () => `write \${NAME} to put a value into a word`,
  }),
  'literal-variable': entry<{ word: string; variable: string }>({
    class: 'NOTE',
    title: 'A variable in the middle of a word is not replaced',
    message: ({ word, variable }) =>
      `systemd does not replace ${variable} inside ${word}: the program gets this text`,
    help: ({ variable }) => `write \${${variable.replace(/^\$/, '')}}`,
  }),
  'shell-syntax-outside-shell': entry<{ word: string }>({
    class: 'NOTE',
    title: 'Shell syntax where no shell reads it',
    message: ({ word }) => `no shell reads this line: ${word} is an argument of the program`,
    help: () => 'wrap the line in /bin/sh -c if a shell was meant',
  }),
  'substitution-outside-shell': entry<{ word: string }>({
    class: 'ERROR',
    title: 'A command substitution where no shell reads it',
    message: ({ word }) =>
      `no shell reads this line: ${word} is not a command substitution, its words become other arguments`,
    help: () => "wrap the line in /bin/sh -c '…'",
  }),
  'literal-substitution': entry<{ word: string }>({
    class: 'APPROX',
    title: 'A command substitution is passed as text',
    message: ({ word }) => `no shell reads this line: the program gets ${word} as it is written`,
    help: () => "wrap the line in /bin/sh -c '…' if the output was meant",
  }),
  'environment-word-ignored': entry<{ what: string; why: string }>({
    class: 'NOTE',
    title: 'A part of Environment= sets nothing',
    message: ({ what, why }) => `systemd ignores ${what} of this line: ${why}`,
  }),
  'environment-file-ignored': entry<{ path: string; why: string }>({
    class: 'NOTE',
    title: 'An environment file is not read',
    message: ({ path, why }) => `systemd does not read ${path}: ${why}`,
  }),
  'environment-file-missing': entry<{ path: string; variables: string }>({
    class: 'DECIDE',
    title: 'An environment file is not in the input',
    message: ({ path, variables }) =>
      `${path} is not in the input, and ${variables} may come from it`,
    help: () => 'give the file with --option files=DIR, or values with --option set=NAME=VALUE',
  }),
  'environment-file-required': entry<{ path: string }>({
    class: 'NOTE',
    title: 'The unit starts only where an environment file exists',
    message: ({ path }) =>
      `where ${path} is missing, systemd runs no command of the unit; the Pod does not look for the file and starts`,
  }),
} as const satisfies Record<string, Entry<never>>;
