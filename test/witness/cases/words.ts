import { dockerCase, type WitnessCase } from '../case.ts';

/** Acts of the witness, in the words of an Exec line; then it waits. */
export const acts = (...all: readonly string[]): string => `--do ${all.join(' , ')}`;

/** Lines of `[Service]` as a unit. */
export function unit(...lines: readonly string[]): string {
  return `[Service]\nTimeoutStartSec=0\n${lines.join('\n')}\n`;
}

/** The docker client ends at once while the container that it names is not there. */
export const TRIES_AGAIN = ['Restart=always', 'RestartSec=3'];

/** `volumes/NAME`: a case of one container; its volume is usually /data. */
export const withVolume = (
  name: string,
  shows: string,
  flags: string,
  words: string,
  more: Partial<WitnessCase> & { readonly image?: string } = {},
): WitnessCase => dockerCase(`volumes/${name}`, shows, flags, words, more);

/** What most of them do in /data. */
export const WRITES = acts('write /data/new written', 'read /data/new', 'list /data');

/** Content of a file that the machine has. */
export const PAGE = 'a page of the machine';
