import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const SOURCE = path.join(import.meta.dirname, 'program');

/**
 * Builds the witness: one static file. `checklinkname=0` because the program asks Go's runtime which signals were
 * ignored before it set its own handlers (program/early).
 */
export function buildWitness(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync(
    'go',
    ['build', '-trimpath', '-ldflags', '-s -w -checklinkname=0', '-o', path.resolve(file), '.'],
    {
      cwd: SOURCE,
      env: { ...process.env, CGO_ENABLED: '0' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}
