import type { LogicalText } from '../../../source/logical-text.ts';
import type { Json } from '../draft.ts';
import { bad, type Grammar, HIDDEN, ok } from '../flag-spec.ts';
import { csvFields } from './csv.ts';
import { isHidden } from './text.ts';

export interface GpuRequest {
  /** `all`, a number, or the devices (mapping E5-20). */
  readonly written: string;
  /** DeviceRequest of the Engine API. */
  readonly request: Json;
}

/** `--gpus all`, `--gpus 2`, `--gpus device=0,1`. */
export const gpus: Grammar<GpuRequest> = (value) => {
  if (isHidden(value)) return HIDDEN;
  const given = fieldsOf(value);
  const count = given === null ? null : countOf(given);
  const options = optionsOf(given?.get('options'));
  if (given === null || count === null || options === null)
    return bad('all, a number, or device=, count=, driver=, capabilities=, options=');
  const devices = given.get('device')?.split(',') ?? null;
  const capabilities = given.get('capabilities')?.split(',') ?? [];
  const request = {
    Driver: given.get('driver') ?? '',
    Count: count,
    DeviceIDs: devices,
    Capabilities: [[...capabilities, 'gpu']],
    Options: options,
  };
  return ok({ written: devices === null ? number(count) : `device=${devices.join(',')}`, request });
};

const number = (count: number): string => (count === -1 ? 'all' : `${count}`);

/** By name, each once; a field without a name is the count. null: others, or no CSV. */
function fieldsOf(value: LogicalText): ReadonlyMap<string, string> | null {
  const given = new Map<string, string>();
  for (const { text } of csvFields(value) ?? []) {
    const at = text.indexOf('=');
    const key = at < 0 ? 'count' : text.slice(0, at);
    if (given.has(key) || !KEYS.includes(key)) return null;
    given.set(key, at < 0 ? text : text.slice(at + 1));
  }
  return given.size === 0 ? null : given;
}

const KEYS = ['count', 'driver', 'device', 'capabilities', 'options'];

function countOf(given: ReadonlyMap<string, string>): number | null {
  const count = given.get('count');
  if (count === undefined) return given.has('device') ? 0 : 1;
  if (count === 'all') return -1;
  return /^[+-]?\d+$/.test(count) ? Number(count) : null;
}

/** `options` holds CSV of its own. */
function optionsOf(text: string | undefined): Readonly<Record<string, string>> | null {
  if (text === undefined) return {};
  const fields = csvFields({ text, pieces: [] } satisfies LogicalText);
  if (fields === null) return null;
  return Object.fromEntries(
    fields.map((field) => {
      const at = field.text.indexOf('=');
      return at < 0 ? [field.text, ''] : [field.text.slice(0, at), field.text.slice(at + 1)];
    }),
  );
}
