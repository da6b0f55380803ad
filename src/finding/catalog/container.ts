import { type Entry, entry } from '../entry.ts';

/** What the docker and rkt dialects say about a container's command line. */
export const CONTAINER_CODES = {
  'unknown-docker-flag': entry<{ flag: string }>({
    class: 'ERROR',
    title: 'A flag that docker does not have',
    message: ({ flag }) =>
      `docker has no flag ${flag}, so whether the next word is its value or the image cannot be known`,
    help: () => 'correct the flag, or take it out of the unit',
  }),
  'docker-n-flag': entry<Record<string, never>>({
    class: 'ERROR',
    title: '`-n` is not `--name`',
    message: () => '-n is the old switch --networking, so the next word would be the image',
    help: () => 'write --name before a name, or -n=true',
  }),
  'old-docker-spelling': entry<{ written: string; means: string }>({
    class: 'NOTE',
    title: 'A spelling of early docker',
    message: ({ written, means }) => `${written} is read as ${means}, as docker once did`,
  }),
  'docker-refuses': entry<{ what: string; why: string }>({
    class: 'ERROR',
    title: 'Docker refuses the command',
    message: ({ what, why }) => `docker refuses ${what}: ${why}`,
    help: () => 'the unit cannot have run with this command; correct it',
  }),
  'not-utf8': entry<{ what: string; why: string }>({
    class: 'NOTE',
    title: 'A byte that is not UTF-8',
    message: ({ what, why }) =>
      `${what} holds a byte that is not UTF-8: U+FFFD stands in its place, ${why}`,
    help: () => 'write the character in UTF-8',
  }),
  'no-image': entry<{ verb: string }>({
    class: 'ERROR',
    title: 'A docker command without an image',
    message: ({ verb }) => `docker ${verb} names no image`,
    help: () => 'the first word that is no flag and no value of a flag is the image',
  }),
  'bad-image': entry<{ image: string }>({
    class: 'ERROR',
    title: 'Not an image reference',
    message: ({ image }) => `${JSON.stringify(image)} is not a reference to an image`,
    help: () => 'an image is [registry/]name[:tag][@digest] in small letters, without a scheme',
  }),
  'unknown-words': entry<{ words: string }>({
    class: 'DECIDE',
    title: 'Flags behind a value that is not known',
    message: ({ words }) => `${words} may hold any flags of docker run; what they say is left out`,
    help: () => 'give its value with --option set=NAME=VALUE',
  }),
  'image-or-flags': entry<{ words: string }>({
    class: 'DECIDE',
    title: 'An unknown value where the image is expected',
    message: ({ words }) => `${words} is taken as the image, but it may as well hold flags`,
    help: () => 'give its value with --option set=NAME=VALUE',
  }),
  'program-in-container': entry<{ program: string; image: string }>({
    class: 'NOTE',
    title: 'A program of the machine runs in a container',
    message: ({ program, image }) =>
      `${program} runs in a container of ${image}: files, users and variables are those of the image, and network, capabilities and limits those of a container; it is the first process there, which signals without a handler do not end`,
  }),
} as const satisfies Record<string, Entry<never>>;
