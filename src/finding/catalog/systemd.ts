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
    message: ({ what }) =>
      `systemd leaves ${what} to other programs because of its X-; it is kept as an annotation`,
  }),
  'systemd-ignored': entry<{ what: string; value: string; expected: string }>({
    class: 'NOTE',
    title: 'systemd ignored the value',
    message: ({ what, value, expected }) =>
      `${what} ${JSON.stringify(value)} was ignored by systemd, which takes ${expected} here`,
    help: ({ what }) => `converted as it ran, without ${what}; correct it if it was meant`,
  }),
  'timer-without-service': entry<{ service: string }>({
    class: 'ERROR',
    title: 'The service of a timer is not there',
    message: ({ service }) => `systemd refuses to start the timer: there is no ${service}`,
    help: () => 'add the service to the input, or name it in Unit=',
  }),
  'timer-never-fires': entry<{ why: string }>({
    class: 'ERROR',
    title: 'The timer never started anything',
    message: ({ why }) => `the timer never fires: ${why}`,
    help: () => 'give it OnCalendar=, or OnBootSec= beside OnUnitActiveSec=',
  }),
  'never-elapses': entry<{ expression: string }>({
    class: 'ERROR',
    title: 'A date that never comes',
    message: ({ expression }) => `OnCalendar=${expression} never elapses: there is no such date`,
    help: () => 'correct the date',
  }),
  'not-cron': entry<{ expression: string; why: string }>({
    class: 'DECIDE',
    title: 'A schedule that cron cannot say',
    message: ({ expression, why }) => `OnCalendar=${expression} cannot be written in cron: ${why}`,
    help: () => 'choose another schedule, or look at the date in the command itself',
  }),
  'two-times': entry<{ expression: string; hour: string; minutes: string }>({
    class: 'NOTE',
    title: 'Two times that are one hour with a list of minutes',
    message: ({ expression, hour, minutes }) =>
      `OnCalendar=${expression} is hour ${hour}, minutes ${minutes}: the list belongs to the minutes`,
    help: () => 'two times are two lines, or a list of hours such as 8,20:00',
  }),
} as const satisfies Record<string, Entry<never>>;
