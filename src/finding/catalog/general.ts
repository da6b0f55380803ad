import { type Entry, entry } from '../entry.ts';

/** Codes that any table may use, so that a row of a table needs no code of its own: one for each class. */
export const GENERAL_CODES = {
  'not-needed': entry<{ what: string; why: string }>({
    class: 'NOTE',
    title: 'Left out, and nothing is lost',
    message: ({ what, why }) => `${what} is not needed: ${why}`,
  }),
  differs: entry<{ what: string; how: string }>({
    class: 'APPROX',
    title: 'Converted, and behaves a little differently',
    message: ({ what, how }) => `${what} behaves differently: ${how}`,
  }),
  unsupported: entry<{ what: string; why: string }>({
    class: 'LOST',
    title: 'Has no counterpart in Kubernetes',
    message: ({ what, why }) => `${what} is not carried over: ${why}`,
  }),
  'not-built': entry<{ what: string }>({
    class: 'LOST',
    title: 'fleetlift does not convert this yet',
    message: ({ what }) => `${what} is not converted by this version of fleetlift`,
  }),
  decide: entry<{ what: string; question: string; option?: string }>({
    class: 'DECIDE',
    title: 'A person has to decide',
    message: ({ what, question }) => `${what}: ${question}`,
    help: ({ option }) =>
      option === undefined ? 'change the unit, or edit the manifest' : `answer it with ${option}`,
  }),
  retired: entry<{ what: string; by: string }>({
    class: 'RETIRED',
    title: 'Replaced by the platform',
    message: ({ what, by }) => `${what} is replaced by ${by}`,
  }),
  'bad-value': entry<{ what: string; value: string; expected: string }>({
    class: 'ERROR',
    title: 'Value does not have the expected form',
    message: ({ what, value, expected }) =>
      `${what}: expected ${expected}, got ${JSON.stringify(value)}`,
  }),
  'invalid-object': entry<{ object: string; path: string; problem: string }>({
    class: 'ERROR',
    title: 'A bug of fleetlift: an object that Kubernetes would refuse',
    message: ({ object, path, problem }) =>
      `${object} was not written, Kubernetes would refuse ${path}: ${problem}`,
    help: () => 'this is a bug of fleetlift; report it with the unit',
  }),
} as const satisfies Record<string, Entry<never>>;
