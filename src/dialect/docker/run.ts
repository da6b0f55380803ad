import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { isSecretName, MASK } from '../../finding/secret.ts';
import { HOLE, holesOf } from '../../source/logical-text.ts';
import { type GivenFlag, indexFlags, readArgv } from './argv.ts';
import type { FlagSpec } from './flag-spec.ts';
import { RUN_FLAGS } from './flags.ts';
import type { DockerCommand } from './invocation.ts';
import type { ProgramStart } from './program.ts';
import { refuse, stopFinding } from './refuse.ts';
import { wordToken } from './words.ts';

const INDEX = indexFlags(RUN_FLAGS);

/** `docker run` and `docker create`, mapping E0. */
export function readRun(
  start: ProgramStart,
  verb: 'run' | 'create',
  unit: string,
  notes: Notes,
): DockerCommand {
  const { program, remote, systemdDocker } = start;
  const argv = readArgv(start.words, INDEX, unit, { interspersed: false, holdsFlags });
  const [image, ...args] = argv.rest;
  const tokens: readonly Token[] = [
    ...start.tokens,
    ...argv.flags.map((flag) => flag.token),
    ...argv.opaque.map((word) => wordToken(word, unit)),
    ...argv.rest.map((word, at) => argumentToken(word, argv.rest[at - 1], unit)),
  ];
  for (const token of tokens) notes.open(token);
  const around = { program, remote, tokens };
  if (argv.stop !== null) {
    const stop = stopFinding(argv.stop, unit, notes);
    return refuse({ ...around, tokens: [...tokens, stop] }, notes, 'E0-05');
  }
  const bare = argv.flags.find(({ name, value }) => name === '-n' && value === null);
  if (bare !== undefined) {
    notes.say('docker-n-flag', bare.token, 'E0-10', {});
    return refuse(around, notes, 'E0-10');
  }
  const wrong = argv.flags.find((flag) => !takenBy(flag, verb));
  if (wrong !== undefined) {
    notes.say('unknown-docker-flag', wrong.token, 'E0-05', { flag: wrong.name });
    return refuse(around, notes, 'E0-05');
  }
  if (image === undefined) {
    notes.say('no-image', start.tokens.at(-1) ?? null, 'E0-03', { verb });
    return refuse(around, notes, 'E0-03');
  }
  const { flags, opaque } = argv;
  const leading = start.tokens;
  return { ...around, kind: 'run', verb, leading, flags, image, args, opaque, systemdDocker };
}

const takenBy = ({ spec }: GivenFlag<FlagSpec>, verb: 'run' | 'create'): boolean =>
  verb === 'run' || spec.client !== 'run';

/** The value of `--password` is not shown, wherever it stands. */
export function argumentToken(word: Word, before: Word | undefined, unit: string): Token {
  const token = wordToken(word, unit);
  const named = before?.text.text.startsWith('-') && isSecretName(before.text.text);
  return named ? { ...token, label: MASK } : token;
}

/**
 * `docker run $OPTS app`: a word that is nothing but an unknown value may be all flags, or the image. Taken for flags
 * when its name says so, or when a flag of docker follows, which an image of that place would not have.
 */
function holdsFlags(word: Word, next: Word): boolean {
  if (word.text.text !== HOLE) return false;
  if (isNamedImage(word)) return false;
  if (FLAGS_NAME.test(variableOf(word))) return true;
  return INDEX.has(next.text.text.replace(/=[\s\S]*$/, '')) || isNamedImage(next);
}

const FLAGS_NAME = /OPT|ARG|FLAG|PARAM|EXTRA|ENV|VOL|MOUNT|PORT|LINK|LABEL|NET|DNS|SETTING/i;
const IMAGE_NAME = /IMAGE|IMG|REPO|^CONTAINER$/i;

/** Does the name of the variable, or the command that asks for the value, speak of an image? */
export function isNamedImage(word: Word): boolean {
  return holesOf(word.text).some(
    (hole) => hole.kind === 'unknown' && IMAGE_NAME.test(hole.variable ?? hole.was),
  );
}

function variableOf(word: Word): string {
  const [hole] = holesOf(word.text);
  return hole?.kind === 'unknown' ? (hole.variable ?? '') : '';
}
