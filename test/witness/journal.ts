import type { Machine } from './machine.ts';

/** One entry of a machine's journal, by the names of systemd.journal-fields(7). */
export interface JournalEntry {
  /** Unix milliseconds, with microseconds after the point. */
  readonly at: number;
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Entries that match (`UNIT=web.service`, `CONTAINER_NAME=web`), oldest first. Long messages are whole. */
export async function readJournal(
  machine: Machine,
  matches: readonly string[],
): Promise<readonly JournalEntry[]> {
  const { status, stdout, stderr } = await machine.run([
    'journalctl',
    '--output=json',
    '--all',
    '--quiet',
    ...matches,
  ]);
  // With nothing to show some releases end with 1.
  if (status !== 0 && stderr !== '') throw new Error(`journalctl ${matches.join(' ')}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(entryOf);
}

function entryOf(line: string): JournalEntry {
  const record: Readonly<Record<string, unknown>> = JSON.parse(line);
  const fields = Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, textOf(value)]),
  );
  const micros = fields._SOURCE_REALTIME_TIMESTAMP ?? fields.__REALTIME_TIMESTAMP ?? '0';
  return { at: Number(micros) / 1000, message: fields.MESSAGE ?? '', fields };
}

/** What is no UTF-8 comes as an array of bytes, a field that is there twice as an array of values. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return '';
  if (value.every((byte) => typeof byte === 'number')) return Buffer.from(value).toString('utf8');
  return value.map(textOf).join('\n');
}

/** A line that a container printed. */
export interface ContainerLine {
  readonly at: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** The lines of the entries of Docker's journald driver, which cuts long ones into pieces of 16 KiB. */
export function containerLines(entries: readonly JournalEntry[]): readonly ContainerLine[] {
  const begun = new Map<string, string>();
  return entries.flatMap(({ at, message, fields }) => {
    const id = fields.CONTAINER_PARTIAL_ID;
    const text = id === undefined ? message : (begun.get(id) ?? '') + message;
    if (id !== undefined && fields.CONTAINER_PARTIAL_LAST !== 'true') {
      begun.set(id, text);
      return [];
    }
    return [{ at, stream: fields.PRIORITY === '3' ? ('stderr' as const) : 'stdout', text }];
  });
}
