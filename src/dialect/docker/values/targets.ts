import type { VolumeUse } from '../../../fact/slots.ts';
import type { LogicalText } from '../../../source/logical-text.ts';
import type { GivenFlag } from '../argv.ts';
import type { FlagSpec } from '../flag-spec.ts';
import { mount } from './mount.ts';
import { tmpfs, volume } from './volume.ts';

/** The flag whose mount stands where another already is (mapping E5-22). Anonymous volumes give way. */
export function repeatedTarget(flags: readonly GivenFlag<FlagSpec>[]): GivenFlag<FlagSpec> | null {
  const seen = new Map<string, LogicalText>();
  for (const flag of flags) {
    const target = targetOf(flag);
    if (target === null) continue;
    if (seen.has(target.text)) return flag;
    seen.set(target.text, target);
  }
  return null;
}

function targetOf({ spec, value }: GivenFlag<FlagSpec>): LogicalText | null {
  const name = spec.names[0];
  if (value === null || (name !== '--volume' && name !== '--mount' && name !== '--tmpfs'))
    return null;
  const use = useOf(name, value);
  return use === null || use.kind === 'anonymous' ? null : use.target;
}

function useOf(name: '--volume' | '--mount' | '--tmpfs', value: LogicalText): VolumeUse | null {
  if (name === '--volume') {
    const read = volume(value);
    return read.kind === 'value' ? read.value.use : null;
  }
  const read = name === '--mount' ? mount(value) : tmpfs(value);
  return read.kind === 'value' ? read.value : null;
}
