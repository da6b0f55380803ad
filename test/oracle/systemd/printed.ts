/** One unit as systemd and as we understand it, in the same terms. */
export interface Understood {
  readonly load: 'loaded' | 'bad-setting';
  /** `ExecStart /bin/x a`: the words of each command, argv[0] first, one command an entry. */
  readonly commands: readonly string[];
  readonly environment: readonly string[];
  readonly environmentFiles: readonly string[];
  /** `After b.service` */
  readonly relations: readonly string[];
  readonly restart: string;
  /** Microseconds as text, `infinity`. */
  readonly timeoutStart: string;
  readonly timeoutStop: string;
}

/** What keeps two words apart in an entry of `commands`. */
export const BETWEEN = '\u2423';

const RELATIONS =
  /^(Requires|Requisite|Wants|BindsTo|PartOf|Conflicts|Before|After|OnFailure|Upholds): (\S+) \((.*)\)$/;

/** Reads the block that systemd prints of a unit. */
export function readPrinted(block: string): Understood {
  const lines = block.split('\n\t\t').map((line) => line.replace(/^\t\t/, ''));
  const all = (key: string): readonly string[] =>
    lines.flatMap((line) => (line.startsWith(`${key}: `) ? [line.slice(key.length + 2)] : []));
  const only = (key: string): string => all(key)[0]?.trim() ?? '';
  return {
    load: only('Unit Load State') === 'loaded' ? 'loaded' : 'bad-setting',
    commands: readCommands(lines),
    environment: all('Environment').toSorted(),
    environmentFiles: all('EnvironmentFile'),
    relations: lines
      .flatMap((line) => {
        const [, how, unit = '', origin = ''] = RELATIONS.exec(line) ?? [];
        // A slice is set by `Slice=` or by itself, a mount by the paths of the unit.
        const isOurs = /origin-file/.test(origin) && !/\.slice$|^-\.mount$/.test(unit);
        return isOurs ? [`${how} ${unit}`] : [];
      })
      .toSorted(),
    restart: only('Restart'),
    timeoutStart: only('TimeoutStartSec'),
    timeoutStop: only('TimeoutStopSec'),
  };
}

function readCommands(lines: readonly string[]): readonly string[] {
  const commands: string[] = [];
  let key = '';
  for (const line of lines) {
    const [, started] = /^-> (Exec\w+):/.exec(line) ?? [];
    if (started !== undefined) key = started;
    for (const part of line.split('\n')) {
      const [, words] = /^\t*Command Line: (.*)$/s.exec(part) ?? [];
      if (words !== undefined) commands.push([key, ...unquote(words)].join(BETWEEN));
    }
  }
  return commands;
}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Words as systemd prints them: bare, or in double quotes with escapes of C. */
export function unquote(printed: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, bare] of printed.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g))
    words.push(bare ?? withoutEscapes(quoted ?? ''));
  return words;
}

function withoutEscapes(text: string): string {
  const bytes: number[] = [];
  const encoded = Buffer.from(text, 'utf8').toString('latin1');
  for (const [whole, octal, letter] of encoded.matchAll(/\\([0-7]{3})|\\(.)|[^\\]/gs)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8));
    else bytes.push((letter === undefined ? whole : (LETTERS[letter] ?? letter)).charCodeAt(0));
  }
  return Buffer.from(bytes).toString('utf8');
}
