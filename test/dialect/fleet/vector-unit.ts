import { written } from '../../../src/source/logical-text.ts';
import { type FleetReading, fleetOptionsOf, readFleet } from '../../../src/unit/fleet-reader.ts';
import { writeStored } from '../../../src/unit/fleet-writer.ts';
import type { UnitName } from '../../../src/unit/name.ts';
import type { FleetOption, Unit } from '../../../src/unit/unit.ts';
import { expandFleetOptions, splitFleetOptions } from '../../../src/unit/xfleet-values.ts';

/** `[X-Fleet]` of one text read by fleet's reader once, quoted values apart; null: refused. */
export function xfleetOf(text: string): readonly FleetOption[] | null {
  const reading = readFleet(text);
  return reading.refusal === null ? optionsOf(reading) : null;
}

/** What fleet's registry holds of the text. */
export const storedTextOf = (text: string): string =>
  writeStored(written(text, { file: 'x', start: 0, end: text.length }), readFleet(text)).text.text;

function optionsOf(reading: FleetReading): readonly FleetOption[] {
  const options = fleetOptionsOf(reading)
    .filter(({ header }) => header.name === 'X-Fleet')
    .map(({ key, valueStart, valueEnd, start, end }) => ({
      key,
      value: written(reading.text.slice(valueStart, valueEnd), {
        file: 'x',
        start: valueStart,
        end: valueEnd,
      }),
      span: { file: 'x', start, end },
    }));
  return splitFleetOptions(options);
}

/** A unit whose name need not be legal, read from one text for both readings. */
export function unitOfText(full: string, options: readonly FleetOption[]): Unit {
  const name: UnitName = { full, prefix: full, instance: null, base: full, type: 'service' };
  return {
    name,
    file: 'x',
    fromTemplate: false,
    directives: [],
    fleetOptions: expandFleetOptions(options, full),
    fleetOptionsChecked: options,
    hash: '',
    state: 'readable',
  };
}
