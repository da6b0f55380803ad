import type { LogicalText } from '../../../source/logical-text.ts';
import type { Draft } from '../draft.ts';
import { isLong, networkFields } from '../values/network.ts';
import { wire } from '../values/text.ts';
import type { Fill } from './fields.ts';

/** One `--network`, with the options of its long form, added to `#networks`. */
export const fillNetwork: Fill = (draft, value) => {
  const text = wire(value);
  if (!isLong(text)) {
    draft.push('#networks', { target: text });
    return null;
  }
  return fillLong(draft, { ...value, text });
};

function fillLong(draft: Draft, value: LogicalText): string | null {
  const fields = networkFields(value);
  if (fields === null) return 'a field that --network does not have';
  const all = (key: string) => fields.filter((f) => f.key === key).map((f) => f.value.text);
  const last = (key: string) => all(key).at(-1) ?? '';
  if (last('name') === '') return 'a network without a name';
  const priority = last('gw-priority');
  if (priority !== '' && !/^[+-]?\d+$/.test(priority)) return 'a priority that is no number';
  if (all('gw-priority').includes('') || !all('driver-opt').every((o) => /^[^=]+=/.test(o)))
    return 'a field without its value';
  draft.push('#networks', {
    target: last('name'),
    aliases: all('alias'),
    ip: last('ip'),
    ip6: last('ip6'),
    mac: last('mac-address'),
    linkLocalIps: all('link-local-ip'),
    driverOpts: Object.fromEntries(
      all('driver-opt').map((option) => {
        const at = option.indexOf('=');
        return [option.slice(0, at).trim(), option.slice(at + 1).trim()];
      }),
    ),
    priority: Number(priority),
  });
  return null;
}
