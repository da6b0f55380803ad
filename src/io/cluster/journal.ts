import { appendFileSync, closeSync, openSync } from 'node:fs';
import { EnvironmentError, reasonOf } from '../environment-error.ts';

/** One JSON line an event, written at once: after a kill it tells how far the run came. No values of objects. */
export interface Journal {
  note(event: Readonly<Record<string, string | null>>): void;
  close(): void;
}

export function openJournal(file: string | undefined): Journal {
  if (file === undefined) return { note: () => undefined, close: () => undefined };
  try {
    const handle = openSync(file, 'a', 0o600);
    return {
      note: (event) =>
        appendFileSync(handle, `${JSON.stringify({ time: new Date().toISOString(), ...event })}\n`),
      close: () => closeSync(handle),
    };
  } catch (error) {
    throw new EnvironmentError(`cannot write ${file}: ${reasonOf(error)}`);
  }
}
