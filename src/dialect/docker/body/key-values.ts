import { written } from '../../../source/logical-text.ts';
import type { Json } from '../draft.ts';
import { readEnvFile } from '../env-file.ts';

interface Files {
  variable(name: string): string | null;
  file(path: string): string | null;
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

interface Line {
  readonly key: string;
  readonly value: string | null;
}

/** A sentence when docker refuses a file. */
function linesOf(
  files: readonly string[],
  client: Files,
  missing: string[],
): readonly Line[] | string {
  const all: Line[] = [];
  for (const path of files) {
    const content = client.file(path);
    if (content === null) {
      missing.push(path);
      continue;
    }
    const entries = readEnvFile(written(content, { file: path, start: 0, end: content.length }));
    if (entries === null) return `${path} has a line without a name, or a name with a blank`;
    for (const { name, value } of entries) all.push({ key: name, value: value?.text ?? null });
  }
  return all;
}
