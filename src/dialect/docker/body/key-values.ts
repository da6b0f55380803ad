import type { Json } from '../draft.ts';

interface Files {
  variable(name: string): string | null;
  file(path: string): string | null;
}

/**
 * One line of a file that docker reads for `--env-file` and `--label-file` (mapping E3-03): blanks before it are taken
 * off, nothing else; `#` begins a comment at the start of a line only. A line without `=` has no value.
 */
export interface KeyValueLine {
  readonly key: string;
  readonly value: string | null;
  readonly line: number;
}

/** A sentence when docker refuses the file. */
export function readKeyValueFile(content: string): readonly KeyValueLine[] | string {
  const lines: KeyValueLine[] = [];
  for (const [at, raw] of content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const key = equals < 0 ? line : line.slice(0, equals);
    if (key === '') return `line ${at + 1} has no name`;
    if (/[ \t]/.test(key)) return `the name in line ${at + 1} has a blank`;
    lines.push({ key, value: equals < 0 ? null : line.slice(equals + 1), line: at + 1 });
  }
  return lines;
}

/** Env: the files in order, then `-e`, which wins over them in the container. */
export function environmentEntries(
  files: readonly string[],
  flags: readonly (readonly [string, Json])[],
  client: Files,
  missing: string[],
): readonly string[] | string {
  const lines = linesOf(files, client, missing);
  if (typeof lines === 'string') return lines;
  const fromFiles = lines.flatMap(({ key, value }) => {
    const found = value ?? client.variable(key);
    return found === null ? [] : [`${key}=${found}`];
  });
  const fromFlags = flags.map(([name, value]) => {
    const found = typeof value === 'string' ? value : client.variable(name);
    return found === null ? name : `${name}=${found}`;
  });
  return [...fromFiles, ...fromFlags];
}

export function labelEntries(
  files: readonly string[],
  flags: readonly (readonly [string, Json])[],
  client: Files,
  missing: string[],
): readonly (readonly [string, Json])[] | string {
  const lines = linesOf(files, client, missing);
  if (typeof lines === 'string') return lines;
  const valued = lines.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  return [...valued, ...flags];
}

function linesOf(
  files: readonly string[],
  client: Files,
  missing: string[],
): readonly KeyValueLine[] | string {
  const all: KeyValueLine[] = [];
  for (const path of files) {
    const content = client.file(path);
    const lines = content === null ? [] : readKeyValueFile(content);
    if (content === null) missing.push(path);
    if (typeof lines === 'string') return `${path}: ${lines}`;
    all.push(...lines);
  }
  return all;
}
