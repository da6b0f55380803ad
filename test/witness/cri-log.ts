/** A line that a container printed. */
export interface LogLine {
  /** When the runtime read it, RFC 3339 with nanoseconds. */
  readonly at: string;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/**
 * Reads the log format of CRI, `TIME STREAM F|P TEXT`, in which a long line comes in parts (P) before its end (F).
 * Feed it the file piece by piece; it answers with the lines that are whole by then.
 */
export function createLogReader(): (piece: string) => readonly LogLine[] {
  let rest = '';
  const begun = { stdout: '', stderr: '' };
  return (piece) => {
    const rows = (rest + piece).split('\n');
    rest = rows.pop() ?? '';
    return rows.flatMap((row) => {
      const [, at = '', stream, tag, text = ''] = ROW.exec(row) ?? [];
      if (stream !== 'stdout' && stream !== 'stderr') throw new Error(`no line of a log: ${row}`);
      begun[stream] += text;
      if (tag === 'P') return [];
      const whole = begun[stream];
      begun[stream] = '';
      return [{ at, stream, text: whole }];
    });
  };
}

const ROW = /^(\S+) (stdout|stderr) ([FP])\S* (.*)$/s;
