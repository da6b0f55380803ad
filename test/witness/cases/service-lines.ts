import type { WitnessCase } from '../case.ts';

export const IMAGE = 'localhost/witness:1';

/** A unit of sections given as lists of lines. */
export const unit = (service: readonly string[], before: readonly string[] = []): string =>
  [...before, '[Service]', ...service, ''].join('\n');

/** `docker run` of a container named `name`, in the foreground unless a flag says otherwise. */
export const run = (name: string, words = '', flags = '--rm'): string =>
  `/usr/bin/docker run ${flags} --name ${name} ${IMAGE} ${words}`.trim();

export const removed = (name: string): string => `ExecStartPre=-/usr/bin/docker rm -f ${name}`;

/** The image for programs of the machine. */
export const mapped = (...units: readonly string[]): readonly string[] =>
  units.map((name) => `image-map=${name}=${IMAGE}`);

/** A program of the machine that writes a line into `/srv/NAME/log`. */
export const logs = (name: string, line: string): string =>
  `/usr/bin/witness --do append /srv/${name}/log ${line} , exit 0`;

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
    options: mapped(`${id}.service`),
  };
}
