import { describe, expect, it } from 'vitest';
import { createSource } from '../../src/source/source.ts';
import type { FleetOption } from '../../src/unit/unit.ts';
import { readUnitText } from '../../src/unit/unit-text.ts';
import { expandFleetOptions, splitFleetOptions } from '../../src/unit/xfleet-values.ts';
import { recorded } from './recorded.ts';

type Values = Readonly<Record<string, readonly string[]>>;

interface RecordedOptions {
  readonly id: string;
  readonly tag: string;
  readonly name: string;
  readonly text: string;
  readonly error?: string;
  readonly values: Values | null;
  readonly requirements: Values | null;
  readonly stored?: { readonly values: Values; readonly requirements: Values };
}

function byKey(options: readonly FleetOption[]): Values {
  const values: Record<string, string[]> = {};
  for (const { key, value } of options) values[key] = [...(values[key] ?? []), value.text];
  return values;
}

describe('[X-Fleet] as fleet reads it', () => {
  it.each(recorded<RecordedOptions>('fleet/xfleet.jsonl'))('agrees on $id ($tag)', (line) => {
    const text = readUnitText(createSource('x', line.text), { lenient: false });
    if (line.error !== undefined) {
      expect(text.state).toBe('refused');
      return;
    }
    const checked = splitFleetOptions(text.fleetOptionsChecked);
    const ran = splitFleetOptions(text.fleetOptions);
    expect(byKey(checked)).toEqual(line.values ?? {});
    expect(byKey(expandFleetOptions(checked, line.name))).toEqual(line.requirements ?? {});
    expect(byKey(ran)).toEqual(line.stored?.values ?? line.values ?? {});
    expect(byKey(expandFleetOptions(ran, line.name))).toEqual(
      line.stored?.requirements ?? line.requirements ?? {},
    );
  });
});
