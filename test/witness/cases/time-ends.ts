import type { WitnessCase } from '../case.ts';

export const IMAGE = 'localhost/witness:1';
/** Long enough that the start limit of systemd, five in ten seconds, is never reached. */
export const PAUSE = 'RestartSec=8';

export const service = (...lines: readonly string[]): string =>
  ['[Service]', ...lines, ''].join('\n');

/** How the program ends, a second after its start. */
export const ENDS = {
  zero: 'exit 0',
  one: 'exit 1',
  three: 'exit 3',
  term: 'kill TERM',
  hup: 'kill HUP',
  fault: 'fault',
} as const;
type End = keyof typeof ENDS;

export const acts = (end: End): string => `--do sleep 1000 , ${ENDS[end]}`;

export const POLICIES = [
  'no',
  'always',
  'on-failure',
  'on-success',
  'on-abnormal',
  'on-abort',
] as const;

/** A container that ends by itself. */
export function container(
  name: string,
  shows: string,
  end: End,
  lines: readonly string[],
  flags = '--rm',
): WitnessCase {
  const id = `time-${name}`;
  return {
    name: `time/${name}`,
    shows,
    units: {
      [`${id}.service`]: service(
        `ExecStartPre=-/usr/bin/docker rm -f ${id}`,
        `ExecStart=/usr/bin/docker run ${flags} --name ${id} ${IMAGE} ${acts(end)}`,
        ...lines,
      ),
    },
  };
}

/** A program of the machine that ends by itself. */
export function program(
  name: string,
  shows: string,
  end: End,
  lines: readonly string[],
): WitnessCase {
  const id = `time-${name}`;
  return {
    name: `time/${name}`,
    shows,
    units: { [`${id}.service`]: service(`ExecStart=/usr/bin/witness ${acts(end)}`, ...lines) },
    options: [`image-map=${id}.service=${IMAGE}`],
  };
}

export const policy = (value: string): readonly string[] => [`Restart=${value}`, PAUSE];
