import type { Network } from '../../../fact/slots.ts';
import { type LogicalText, slice } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { csvFields } from './csv.ts';
import { isHidden, split } from './text.ts';

/** `--network`, with what its long form says besides the name. */
export interface NetworkChoice {
  readonly network: Network;
  readonly aliases: readonly string[];
  /** Fields of the long form that have no counterpart: `ip`, `mac-address`, … */
  readonly others: readonly string[];
}

/** `--network NAME` or `--network name=NAME,alias=A` (mapping E4-10 – E4-14). */
export const network: Grammar<NetworkChoice> = (value) => {
  if (!isLong(value.text)) {
    const named = networkOf(value);
    return named.kind === 'value' ? ok({ network: named.value, aliases: [], others: [] }) : named;
  }
  if (isHidden(value)) return HIDDEN;
  const fields = networkFields(value);
  const name = fields?.findLast(({ key }) => key === 'name')?.value;
  if (fields === null || name === undefined || name.text === '')
    return bad('a network, or name=NETWORK,alias=NAME');
  const named = networkOf(name);
  if (named.kind !== 'value') return named;
  const aliases = fields.filter(({ key }) => key === 'alias').map(({ value: alias }) => alias.text);
  const others = fields.map(({ key }) => key).filter((key) => key !== 'name' && key !== 'alias');
  return ok({ network: named.value, aliases, others });
};

/** Does the client read it as fields? */
export const isLong = (text: string): boolean => /\w+=\w+(,\w+=\w+)*/.test(text);

const KEYS = [
  'name',
  'alias',
  'ip',
  'ip6',
  'mac-address',
  'link-local-ip',
  'driver-opt',
  'gw-priority',
];

/** Names and values in small letters, as the client makes them; null: fields it does not have. */
export function networkFields(
  value: LogicalText,
): readonly { readonly key: string; readonly value: LogicalText }[] | null {
  const fields = csvFields(value)?.map((field) => {
    const [key = field, content] = split(field, '=', 2);
    return content && { key: key.text.toLowerCase().trim(), value: lower(content) };
  });
  if (!fields?.every((field) => field !== undefined && KEYS.includes(field.key))) return null;
  return fields.flatMap((field) => (field === undefined ? [] : [field]));
}

const lower = (text: LogicalText): LogicalText => ({
  ...text,
  text: text.text.toLowerCase().trim(),
});

function networkOf(value: LogicalText): Reading<Network> {
  const { text } = value;
  if (text === 'bridge' || text === 'default') return ok({ kind: 'default' });
  if (text === 'host' || text === 'none') return ok({ kind: text });
  if (text.startsWith('container:')) {
    const container = slice(value, 'container:'.length);
    return container.text === '' ? bad('container:NAME') : ok({ kind: 'container', container });
  }
  if (isHidden(value)) return HIDDEN;
  return text.trim() === '' ? bad('a network') : ok({ kind: 'custom', name: text });
}
