/** Units that run on both sides, and what the comparison of their statements is about. */
export interface WitnessCase {
  /** `docker/memory`: the chapter and what is tried. Unique. */
  readonly name: string;
  /** The flag, directive or habit that it shows, as a person writes it: `--memory`, `MemoryMax=`. */
  readonly shows: string;
  /** Unit files, drop-ins (`web.service.d/10-limit.conf`) and instances by path. Names are unique over all cases. */
  readonly units: Readonly<Record<string, string>>;
  /** Files that the machine has, by absolute path below `/srv`; fleetlift gets them by `--option files`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Choices for `--option` that name the case's units, such as `image-map=web.service=…`; added to the group's. */
  readonly options?: readonly string[];
  /** Units to start; all services unless given. */
  readonly starts?: readonly string[];
  /** Units to compare; all services of the case unless given. The others are around (data containers, peers). */
  readonly witnesses?: readonly string[];
  /** What the unit writes at a word or a variable, by that word or name; told with a difference there or behind it. */
  readonly marks?: Readonly<Record<string, string>>;
  /** Why nothing starts on either side, where that is what the case shows; else silence is a failure. */
  readonly silent?: string;
  /** What the machine of the suite cannot run, and why. The case is listed, never left out silently. */
  readonly notRun?: string;
}

/** Cases that are converted and applied as one set, into a namespace of the same name. */
export interface CaseGroup {
  readonly name: string;
  /** Choices for `--option`, such as `wrap`. */
  readonly options?: readonly string[];
  /** How long both sides are watched after the last statement, in ms; 0 unless given. */
  readonly watch?: number;
  /** Both sides are stopped at the end, and how they stop is compared. */
  readonly stops?: boolean;
  readonly cases: readonly WitnessCase[];
}

/** The image whose entrypoint is the witness. */
export const WITNESS_IMAGE = 'localhost/witness:1';

/**
 * A case of one unit that is nothing but a `docker run` in the foreground, as most fleet units are.
 * `flags` are the words before the image, `words` those after it; `{name}` in them is the name of unit and container.
 */
export function dockerCase(
  name: string,
  shows: string,
  flags: string,
  words = '',
  more: Partial<WitnessCase> & { readonly image?: string; readonly service?: string } = {},
): WitnessCase {
  const unit = name.replaceAll('/', '-');
  const { image = WITNESS_IMAGE, service = '', ...rest } = more;
  const command = ['/usr/bin/docker run --rm --name', unit, flags, image, words]
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll('{name}', unit);
  const lines = [
    '[Service]',
    'TimeoutStartSec=0',
    `ExecStartPre=-/usr/bin/docker rm -f ${unit}`,
    `ExecStart=${command}`,
    ...(service === '' ? [] : [service]),
  ];
  return { name, shows, units: { [`${unit}.service`]: `${lines.join('\n')}\n` }, ...rest };
}

/** A case of one unit that runs the witness as a program of the machine: `directives` are lines of `[Service]`. */
export function hostCase(
  name: string,
  shows: string,
  directives: string,
  words = '',
  more: Partial<WitnessCase> = {},
): WitnessCase {
  const unit = name.replaceAll('/', '-');
  const text = `[Service]\n${directives}\nExecStart=/usr/bin/witness ${words}\n`;
  return {
    name,
    shows,
    units: { [`${unit}.service`]: text },
    options: [`image-map=${unit}.service=${WITNESS_IMAGE}`],
    ...more,
  };
}
