import type { StateRow } from '../change/readiness/state-row.ts';
import { COLOURED, PLAIN } from '../report/paint.ts';
import { progressFrame, progressLines } from '../report/progress.ts';

export interface ProgressScreen {
  /** All rows, and milliseconds since the wait began. */
  show(rows: readonly StateRow[], elapsed: number): void;
  /** Takes the frame away, so that what is printed next stands alone. */
  clear(): void;
}

/** Up so many lines, to the first column, and everything below away (ECMA-48 CUU, ED). */
const rewind = (lines: number): string => (lines === 0 ? '' : `\u001b[${lines}A\r\u001b[J`);

/** A frame that is drawn again and again on a terminal; elsewhere a line for each change. */
export function openProgress(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): ProgressScreen {
  return stream.isTTY === true && env.TERM !== 'dumb'
    ? frameScreen(stream, env)
    : lineScreen(stream);
}

function frameScreen(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): ProgressScreen {
  const paint = env.NO_COLOR ? PLAIN : COLOURED;
  let drawn = 0;
  let last = '';
  return {
    show: (rows, elapsed) => {
      const screen = { columns: stream.columns ?? 80, rows: stream.rows ?? 24 };
      const lines = progressFrame(rows, elapsed, screen, paint);
      const text = `${lines.join('\n')}\n`;
      if (text === last) return;
      stream.write(`${rewind(drawn)}${text}`);
      drawn = lines.length;
      last = text;
    },
    clear: () => {
      stream.write(rewind(drawn));
      drawn = 0;
      last = '';
    },
  };
}

function lineScreen(stream: NodeJS.WriteStream): ProgressScreen {
  let before: readonly StateRow[] = [];
  return {
    show: (rows) => {
      const lines = progressLines(before, rows);
      before = rows;
      if (lines.length > 0) stream.write(`${lines.join('\n')}\n`);
    },
    clear: () => undefined,
  };
}
