import type { Word } from './command.ts';

/** `sh -c SCRIPT [name args…]`, mapping G0-2. */
export interface ShellCall {
  /** `sh`, `bash`, … */
  readonly shell: string;
  readonly script: Word;
  /** What `$0`, `$1`, … are. */
  readonly args: readonly Word[];
  /** `-a`: every assignment is exported. */
  readonly exportsAll: boolean;
}

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'ksh']);

export const isShell = (program: string): boolean =>
  SHELLS.has(program.slice(program.lastIndexOf('/') + 1));

/** The call of a shell that begins at `words[at]`; null: none, or a script file that is not in the line. */
export function shellCallAt(words: readonly Word[], at = 0): ShellCall | null {
  const program = words[at]?.text.text ?? '';
  if (!isShell(program)) return null;
  let exportsAll = false;
  for (let i = at + 1; i < words.length; i++) {
    const letters = optionLetters(words[i]?.text.text ?? '');
    if (letters === null) return null;
    exportsAll ||= letters.includes('a');
    if (letters.includes('o')) i++;
    const script = words[i + 1];
    if (!letters.includes('c') || script === undefined) continue;
    const shell = program.slice(program.lastIndexOf('/') + 1);
    return { shell, script, args: words.slice(i + 2), exportsAll };
  }
  return null;
}

function optionLetters(option: string): string | null {
  if (option === '--login' || option === '--norc') return '';
  return /^-([aexluiovc]+)$/.exec(option)?.[1] ?? null;
}

/** Programs that run what stands behind them (mapping G0-1). */
const WRAPPERS =
  /(^|\/)(sudo|env|nice|ionice|chrt|taskset|timeout|nohup|time|stdbuf|flock|unbuffer)$/;

/** The shell that the host runs, also behind wrappers; a shell inside of a container is none. */
export function hostShellOf(words: readonly Word[]): ShellCall | null {
  for (const [at, { text }] of words.entries()) {
    if (isShell(text.text)) return shellCallAt(words, at);
    const belongsToWrapper = at > 0 && /^(-.*|\d+[smhd]?|[A-Za-z_]\w*=.*|\/.*)$/s.test(text.text);
    if (!WRAPPERS.test(text.text) && !belongsToWrapper) return null;
  }
  return null;
}
