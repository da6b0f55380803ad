import { readFileSync } from 'node:fs';

/** One line of test/vectors/runtime/docker.jsonl: what docker was told, and the Pod that was run beside it. */
export interface RecordedCase {
  readonly rule: string;
  /** Unique. */
  readonly case: string;
  readonly docker_args: readonly string[];
  readonly pod: { readonly container?: unknown; readonly pod?: unknown };
}

export const RECORDED: readonly RecordedCase[] = readFileSync(
  new URL('../vectors/runtime/docker.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as RecordedCase);

const isAfter = (word: string): boolean => word.startsWith('; ');

/** Words up to what was done afterwards. */
export function wordsOf({ docker_args }: RecordedCase): readonly string[] {
  const end = docker_args.findIndex(isAfter);
  return end < 0 ? docker_args : docker_args.slice(0, end);
}

/** A word as systemd reads it back. */
export const quoted = (word: string): string =>
  `"${word
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\$/g, '$$$$')
    .replace(/%/g, '%%')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the recorded words hold them
      /[\x00-\x1f\x7f]/g,
      (x) => `\\x${x.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )}"`;

/** The unit that fleet would have had: its `docker stop`, if any, is its ExecStop. */
export function unitOf(recorded: RecordedCase): string {
  const words = wordsOf(recorded);
  const after = recorded.docker_args.slice(words.length);
  const name = after[0] === '; docker stop' ? '--name web ' : '';
  const detached = /attached/.test(recorded.case) ? '' : '-d ';
  return [
    '[Service]',
    'Restart=always',
    'Environment=WBSET=fromclient',
    `ExecStart=/usr/bin/docker run ${name}${detached}${words.map(quoted).join(' ')}`,
    ...(name === ''
      ? []
      : [`ExecStop=/usr/bin/docker stop ${[...after.slice(1), 'web'].join(' ')}`]),
    '',
  ].join('\n');
}
