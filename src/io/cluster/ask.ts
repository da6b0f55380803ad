import { createInterface } from 'node:readline/promises';

/** Asks on the terminal; anything but yes is no. null: there is nobody to ask. */
export async function ask(question: string): Promise<boolean | null> {
  if (process.stdin.isTTY !== true) return null;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } catch {
    return false;
  } finally {
    terminal.close();
  }
}
