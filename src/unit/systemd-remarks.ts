import { badHeaderRemark, notTextRemark } from './refusals.ts';
import type { Remark } from './surprises.ts';
import type { SystemdReading } from './systemd-reader.ts';
import { type Directive, FLEET_SECTION } from './unit.ts';
import { remarksOnValues } from './value-remarks.ts';

export interface Said {
  readonly directives: readonly Directive[];
  readonly remarks: readonly Remark[];
  readonly loads: boolean;
}

/** What systemd made of a text, with a remark for each line that it left out. */
export function directivesOf({ assignments, leftOut, badHeader, notText }: SystemdReading): Said {
  const directives = assignments
    .map(({ directive }) => directive)
    .filter(({ section }) => section !== FLEET_SECTION);
  const ignored: Remark[] = leftOut.map(
    ({ why, span }) =>
      (notes) =>
        notes.say('ignored-line', span, why === 'no-equals' ? 'D0-09' : 'D0-10', {
          why: WHY_LEFT_OUT[why],
        }),
  );
  return {
    directives,
    remarks: [
      ...ignored,
      ...remarksOnValues(directives),
      ...(badHeader === null ? [] : [badHeaderRemark(badHeader)]),
      ...(notText === null ? [] : [notTextRemark(notText)]),
    ],
    loads: badHeader === null && notText === null,
  };
}

const WHY_LEFT_OUT = {
  'no-equals': 'systemd ignores a line without =',
  'outside-section': 'systemd ignores what stands before the first section',
} as const;
