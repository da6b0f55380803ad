import type { Run } from './side.ts';
import { type Event, readEvents } from './statement.ts';

/** What a log says, from one first statement of a process to the next. What is no line of the witness is left out. */
export function runsOf(text: string): readonly Run[] {
  const runs: Event[][] = [];
  for (const event of readEvents(text)) {
    if (event.event === 'other') continue;
    if (event.event === 'statement') runs.push([event]);
    else runs.at(-1)?.push(event);
  }
  return runs;
}
