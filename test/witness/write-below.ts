import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes files by path below a directory. */
export function writeBelow(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** A file by path below a directory; null: it is not there. */
export function readBelow(directory: string, name: string): string | null {
  const file = path.join(directory, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
