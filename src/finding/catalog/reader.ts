import { type Entry, entry } from '../entry.ts';

/** Why a file that is named like a unit was not read. */
const UNREADABLE = {
  'too-large': 'the file is larger than 10 MiB and was not read',
  'nul-bytes': 'the file holds NUL bytes and is no unit file',
  'broken-link': 'the link leads to nothing',
  'no-file': 'it is no regular file',
} as const;
export type Unreadable = keyof typeof UNREADABLE;

/** What the readers of unit files, names and drop-ins have to say (mapping D0, D12, D13, A01–A03). */
export const READER_CODES = {
  'line-without-equals': entry<{ line: string }>({
    class: 'ERROR',
    title: 'A line is no assignment, and fleet refuses the whole file',
    message: ({ line }) =>
      `fleet refuses this file: ${line} is neither a section, a comment nor KEY=VALUE`,
    help: () =>
      'join it with the line above by a backslash at its very end, or convert with --option lenient',
  }),
  'bad-header': entry<{ why: string }>({
    class: 'ERROR',
    title: 'A section header is malformed',
    message: ({ why }) => `this file was never loaded: ${why}`,
    help: () => 'a header stands alone on its line, as in [Service]',
  }),
  'line-too-long': entry<{ reading: 'first' | 'stored' }>({
    class: 'ERROR',
    title: 'A line is too long for fleet',
    message: ({ reading }) =>
      reading === 'first'
        ? 'fleet refuses this file: line too long (max 2048 bytes)'
        : 'fleet refuses this file when it reads it back: line too long (max 2048 bytes)',
    help: () => 'break the line with a backslash at its end, or convert with --option lenient',
  }),
  'comment-in-value': entry<{ key: string }>({
    class: 'ERROR',
    title: 'A comment stands between the lines of one value',
    message: ({ key }) =>
      `on fleet's machines this comment is part of the value of ${key}=, and ends it unless it ends in a backslash too`,
    help: () => 'move the comment above the directive, or convert with --option lenient',
  }),
  'empty-unit': entry<Record<never, never>>({
    class: 'ERROR',
    title: 'The file sets nothing',
    message: () =>
      'fleet refuses a unit that sets nothing: the file is empty, or holds only headers and comments',
  }),
  unreadable: entry<{ why: Unreadable }>({
    class: 'ERROR',
    title: 'The file cannot be read as a unit',
    message: ({ why }) => UNREADABLE[why],
  }),
  swallowed: entry<{ what: string; by: string }>({
    class: 'DECIDE',
    title: 'A line is not what it looks like',
    message: ({ what, by }) => `${what} has no effect: ${by}`,
    help: () =>
      'the manifest shows what ran; if the line was meant to count, mend the file and convert again',
  }),
  'joined-by-fleet': entry<{ key: string }>({
    class: 'NOTE',
    title: 'The command is whole only because fleet rewrote it',
    message: ({ key }) =>
      `${key}= goes on over lines whose backslash is not the last character: this works only because fleet rewrote the file, plain systemd cuts it here`,
    help: () => 'take away the blanks after the backslashes',
  }),
  'ignored-line': entry<{ why: string }>({
    class: 'NOTE',
    title: 'A line was ignored on the machines too',
    message: ({ why }) => `this line has no effect: ${why}`,
  }),
  'fleet-refused': entry<{ why: string }>({
    class: 'NOTE',
    title: 'Converted although fleet would have refused the file',
    message: ({ why }) => `fleet would have refused this file: ${why}`,
  }),
  'odd-bytes': entry<{ what: string; effect: string }>({
    class: 'NOTE',
    title: 'The file holds bytes that do not belong there',
    message: ({ what, effect }) => `${what}: ${effect}`,
  }),
  'inline-comment': entry<{ key: string }>({
    class: 'APPROX',
    title: 'A comment at the end of a line is part of the value',
    message: ({ key }) =>
      `the text from # on is part of the value of ${key}=: unit files know comments on lines of their own only`,
    help: () =>
      'the value was converted with the comment in it, as it ran; move the comment above the line',
  }),
  'literal-specifier': entry<{ specifier: string; replacedSince: number | null }>({
    class: 'NOTE',
    title: 'A percent sign that only a younger systemd understands',
    message: ({ specifier, replacedSince }) =>
      replacedSince === null
        ? `${specifier} stays as it is, as on fleet's machines; systemd refuses it from version 236 on`
        : `${specifier} stays as it is, as on fleet's machines; systemd replaces it from version ${replacedSince} on`,
    help: ({ specifier }) => `write %${specifier} for the text ${specifier}`,
  }),
  'bad-unit-name': entry<{ name: string; why: string }>({
    class: 'ERROR',
    title: 'fleet refuses the name of the unit',
    message: ({ name, why }) => `fleet refuses the name ${JSON.stringify(name)}: ${why}`,
  }),
  'type-not-loaded': entry<{ type: string }>({
    class: 'NOTE',
    title: 'fleet never loaded units of this type',
    message: ({ type }) => `fleet stored .${type} units and never loaded them`,
  }),
  'assumed-service': entry<{ name: string }>({
    class: 'NOTE',
    title: 'The file is taken for a service',
    message: ({ name }) => `read as ${name}, as fleetctl does with a file of another name`,
  }),
  'same-name': entry<{ name: string; used: string }>({
    class: 'ERROR',
    title: 'Two files are the same unit',
    message: ({ name, used }) => `${name} is there twice with different texts; only ${used} counts`,
    help: () => 'convert directories that hold units of the same name one by one',
  }),
  'same-text': entry<{ name: string; used: string }>({
    class: 'NOTE',
    title: 'The same file is there twice',
    message: ({ name, used }) => `${name} is there twice with the same text; ${used} counts`,
  }),
  'unknown-template': entry<{ template: string }>({
    class: 'ERROR',
    title: 'Instances of a template that is not there',
    message: ({ template }) => `--instances names ${template}, and there is no such file`,
  }),
  'unit-without-text': entry<{ name: string; list: string }>({
    class: 'DECIDE',
    title: 'A unit of the fleet whose text is not in the input',
    message: ({ name, list }) =>
      `the fleet has ${name} (${list}), and no file of that name is in the input: nothing is made of it`,
    help: ({ name }) => `fleetctl cat ${name} > ${name}`,
  }),
  'registry-counts': entry<{ name: string; list: string }>({
    class: 'NOTE',
    title: 'The fleet has another text than the file',
    message: ({ name, list }) =>
      `the fleet has another text of ${name} than this file; the one in ${list} counts`,
  }),
  'other-text-in-fleet': entry<{ name: string; list: string }>({
    class: 'DECIDE',
    title: 'The fleet runs another text than the file',
    message: ({ name, list }) =>
      `the fleet runs another text of ${name} than this file has: its hash in ${list} is another one`,
    help: ({ name }) => `compare it with fleetctl cat ${name}`,
  }),
  'not-in-fleet': entry<{ name: string; list: string }>({
    class: 'NOTE',
    title: 'A unit that the fleet does not know',
    message: ({ name, list }) =>
      `${name} is not in ${list}; it is converted as if it were launched`,
  }),
  'dangling-link': entry<{ name: string; target: string }>({
    class: 'ERROR',
    title: 'A link leads to a unit that is not there',
    message: ({ name, target }) => `${name} is a link to ${target}, and there is no such file`,
  }),
  'unused-dropin': entry<{ name: string; why: string }>({
    class: 'NOTE',
    title: 'A drop-in is not used',
    message: ({ name, why }) => `${name} is not used: ${why}`,
  }),
  'broken-dropin': entry<Record<never, never>>({
    class: 'DECIDE',
    title: 'systemd reads a drop-in only up to a bad header',
    message: () => 'systemd stops reading the drop-in at this line; what follows has no effect',
  }),
  'fleet-section-in-dropin': entry<{ key: string }>({
    class: 'NOTE',
    title: 'fleet does not know drop-ins',
    message: ({ key }) => `${key}= has no effect: fleet reads [X-Fleet] from the unit file only`,
  }),
  'daemon-setting': entry<{ setting: string; unit: string }>({
    class: 'DECIDE',
    title: 'A setting of a daemon that the nodes need too',
    message: ({ setting, unit }) =>
      `${unit} was started with ${setting}: the nodes of the cluster need the same`,
    help: () => 'set it up for the container runtime of the nodes; no manifest can say it',
  }),
} as const satisfies Record<string, Entry<never>>;
