import { COLOURED, type Paint, PLAIN } from '../report/paint.ts';

/** Colours on a terminal, unless NO_COLOR is set to anything (no-color.org) or TERM is `dumb`. */
export function paintFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Paint {
  const wanted = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return wanted ? COLOURED : PLAIN;
}

/** Resolves when the text is handed over; a reader that went away (`| head`) is no error. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('error', onError);
    stream.write(text, () => {
      stream.off('error', onError);
      resolve();
    });
    function onError(error: NodeJS.ErrnoException): void {
      if (error.code === 'EPIPE') resolve();
      else reject(error);
    }
  });
}

/** Lines that come many at a time: said together, a moment later. */
export interface Lines {
  say(text: string): void;
  flush(): void;
}

const MOMENT = 20;

export function openLines(stream: NodeJS.WriteStream): Lines {
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') stream.write(waiting);
    waiting = '';
  };
  return {
    say: (text) => {
      if (waiting === '') setTimeout(flush, MOMENT).unref();
      waiting += text;
    },
    flush,
  };
}
