import { type Entry, entry } from '../entry.ts';

export const SYSTEMD_CODES = {
  'unknown-directive': entry<{ section: string; key: string; meant: string | null }>({
    class: 'NOTE',
    title: 'systemd does not know the directive',
    message: ({ section, key }) => `[${section}] ${key}= is not known, systemd ignored it`,
    help: ({ meant }) =>
      meant === null
        ? 'take it out, or write it as X-… when other tools read it'
        : `is ${meant}= meant?`,
  }),
  'unknown-section': entry<{ section: string; meant: string | null }>({
    class: 'NOTE',
    title: 'systemd does not know the section',
    message: ({ section }) => `[${section}] is not known, all that stands in it was ignored`,
    help: ({ meant }) =>
      meant === null
        ? 'take it out, or name it X-… when other tools read it'
        : `is [${meant}] meant?`,
  }),
  'wrong-section': entry<{ section: string; key: string; belongs: string }>({
    class: 'NOTE',
    title: 'The directive stands in a section where it says nothing',
    message: ({ section, key }) => `${key}= in [${section}] is ignored, it never had an effect`,
    help: ({ key, belongs }) =>
      `${key}= belongs to [${belongs}]; moving it there changes what runs`,
  }),
  'ignored-extension': entry<{ what: string }>({
    class: 'NOTE',
    title: 'systemd leaves it to others',
    message: ({ what }) => `systemd ignores ${what} because of its X-, and so does Kubernetes`,
  }),
  'systemd-ignored': entry<{ what: string; value: string; expected: string }>({
    class: 'NOTE',
    title: 'systemd ignored the value',
    message: ({ what, value, expected }) =>
      `${what} ${JSON.stringify(value)} was ignored by systemd, which takes ${expected} here`,
    help: ({ what }) => `converted as it ran, without ${what}; correct it if it was meant`,
  }),
} as const satisfies Record<string, Entry<never>>;
