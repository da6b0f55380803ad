import { type LogicalText, slice } from '../source/logical-text.ts';

/** One line of a file for `docker run --env-file`. `value` null: a bare name, the value comes from the client. */
export interface EnvFileEntry {
  readonly name: string;
  readonly value: LogicalText | null;
}

/**
 * mapping E3-03 (opts.ParseEnvFile of docker's client): `#` only at the start of a line, leading blanks cut, no quotes,
 * no escapes, trailing blanks kept. null: docker refuses the file, a name is empty or has a blank in it.
 */
export function readEnvFile(text: LogicalText): readonly EnvFileEntry[] | null {
  const entries: EnvFileEntry[] = [];
  for (const line of linesOf(text)) {
    const content = line.text;
    if (content === '' || content.startsWith('#')) continue;
    const eq = content.indexOf('=');
    const name = eq < 0 ? content.trim() : content.slice(0, eq);
    if (name === '' || /\s/.test(name)) return null;
    entries.push({ name, value: eq < 0 ? null : slice(line, eq + 1) });
  }
  return entries;
}

/** Lines without their leading blanks. A byte order mark before the first is skipped, as docker does. */
function linesOf(text: LogicalText): readonly LogicalText[] {
  const lines: LogicalText[] = [];
  for (let at = text.text.startsWith('\uFEFF') ? 1 : 0; at < text.text.length; ) {
    const newline = text.text.indexOf('\n', at);
    const end = newline < 0 ? text.text.length : newline;
    const raw = text.text.slice(at, end).replace(/\r$/, '');
    const blanks = raw.length - raw.trimStart().length;
    lines.push(slice(text, at + blanks, at + raw.length));
    at = end + 1;
  }
  return lines;
}
