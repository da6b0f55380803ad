import type { WitnessCase } from '../case.ts';

export const IMAGE = 'localhost/witness:1';
/** It has busybox beside the witness, and no entrypoint. */
export const SHELL = 'localhost/witness:shell';

/** A unit of sections given as lists of lines. */
export const unit = (service: readonly string[], before: readonly string[] = []): string =>
  [...before, '[Service]', ...service, ''].join('\n');

/** `docker run` of a container named `name`, in the foreground unless a flag says otherwise. */
export const run = (name: string, words = '', flags = '--rm'): string =>
  `/usr/bin/docker run ${flags} --name ${name} ${IMAGE} ${words}`.trim();

export const removed = (name: string): string => `ExecStartPre=-/usr/bin/docker rm -f ${name}`;

/** The image for the programs of a unit. */
export const mapped = (name: string, image = IMAGE): readonly string[] => [
  `image-map=${name}=${image}`,
];

/** A program of the machine that writes a line into `/srv/NAME/log`, and prints nothing. */
export const logs = (name: string, line: string): string =>
  `/bin/busybox sh -c "echo ${line} >> /srv/${name}/log"`;

/** `docker run` of a container that does so, with the options `flags`. */
export const runLogs = (name: string, line: string, flags = ''): string =>
  `/usr/bin/docker run --rm -v /srv/${name}:/data ${flags} ${SHELL} sh -c "echo ${line} >> /data/log"`;

/** The program itself, after the commands before it. */
export const main = (name: string): string =>
  `/usr/bin/witness --do append /srv/${name}/log main , wait`;

export const bound = (name: string): string => `BindPaths=/srv/${name}`;
export const empty = (name: string) => ({ [`/srv/${name}/log`]: 'begin\n' });

/** A program of the machine with commands before it, which share `/srv/NAME`. */
export function hostLines(
  name: string,
  shows: string,
  service: (unitName: string) => readonly string[],
): WitnessCase {
  const id = `service-${name}`;
  return {
    name: `service/${name}`,
    shows,
    units: { [`${id}.service`]: unit([bound(id), ...service(id)]) },
    files: empty(id),
    options: mapped(`${id}.service`, SHELL),
  };
}
