import { type LogicalText, slice } from '../../source/logical-text.ts';

/**
 * One line of a file that docker reads for `--env-file` or `--label-file`. `value` null: a bare name, whose value comes from
 * the environment of the client.
 */
export interface EnvFileEntry {
  readonly name: string;
  readonly value: LogicalText | null;
}

/**
 * mapping E3-03, as the client reads it: `#` begins a comment at the start of a line only, blanks before a name are taken
 * off, nothing else: no quotes, no escapes, blanks at the end stay. null: docker refuses the file, because a name is
 * empty or has a blank in it, or because of bytes that are not UTF-8.
 */
export function readEnvFile(text: LogicalText): readonly EnvFileEntry[] | null {
  const entries: EnvFileEntry[] = [];
  for (const line of linesOf(text)) {
    const content = line.text;
    if (content === '' || content.startsWith('#')) continue;
    const equals = content.indexOf('=');
    const name = equals < 0 ? content : content.slice(0, equals);
    if (name === '' || /[ \t]/.test(name) || /\p{Cs}/u.test(content)) return null;
    entries.push({ name, value: equals < 0 ? null : slice(line, equals + 1) });
  }
  return entries;
}

/** Lines without their leading blanks. A byte order mark before the first is skipped. */
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
