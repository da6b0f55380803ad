import type { Step } from '../../dialect/role.ts';
import { HOLE } from '../../source/logical-text.ts';

/** Programs that every image with a shell has, or that belong to the shell (mapping B83). */
const COMMON = new Set(['echo', 'printf', 'date', 'sleep', 'true', 'false', 'curl', 'wget', ':']);
const KEYWORDS = /^(while|until|do|done|if|then|else|elif|fi|for|in|exec|!)$/;

/**
 * `sh -c 'while true; do date; sleep 10; done'` (mapping B83): nothing but the shell and such programs, so that any image with
 * a shell can run it. Cut roughly: a script that is written in another way is left to a person.
 */
export function isShellAlone({ step }: Step): boolean {
  const [program, flag, script] = step.words.map(({ text }) => text.text);
  if (program === undefined || flag === undefined || script === undefined) return false;
  if (!/^(.*\/)?(ba|da)?sh$/.test(program) || !/^-[a-z]*c$/.test(flag)) return false;
  if (/[`<>&|(){}]/.test(script) || script.includes(HOLE)) return false;
  const commands = withoutQuoted(script).split(/[;\n]+/);
  return commands.every((command) => {
    const words = command
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    const first = words.find((word) => !KEYWORDS.test(word));
    return first === undefined || COMMON.has(first.slice(first.lastIndexOf('/') + 1));
  });
}

const withoutQuoted = (script: string): string => script.replace(/'[^']*'|"[^"]*"/g, 'x');
