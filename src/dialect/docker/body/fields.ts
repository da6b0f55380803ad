import type { SharedNamespace } from '../../../fact/slots.ts';
import type { LogicalText } from '../../../source/logical-text.ts';
import type { Draft, Json } from '../draft.ts';
import type { Grammar } from '../flag-spec.ts';
import type { DeviceValue } from '../values/device.ts';
import { clientDomain } from '../values/misc.ts';
import { wire } from '../values/text.ts';

/**
 * How a flag's value goes into the body of the create request. A path that begins with `#` is for create-body.ts, which
 * makes fields of several flags. `fill…` are the client's own reading of a value, where it differs from ours; they
 * answer why it refuses, or null.
 */
export type Fill = (draft: Draft, value: LogicalText) => string | null;

export const wired = wire;

export const plain = (path: string) => {
  return (draft: Draft, value: Json): void => draft.set(path, value);
};
export const append = (path: string) => {
  return (draft: Draft, value: Json): void => draft.push(path, value);
};
export const string = (path: string) => {
  return (draft: Draft, value: LogicalText): void => draft.set(path, wire(value));
};
export const appendString = (path: string) => {
  return (draft: Draft, value: LogicalText): void => draft.push(path, wire(value));
};

/** The client's grammar is another than that of the conversion. */
export const through = <T>(grammar: Grammar<T>, put: (draft: Draft, value: T) => void): Fill => {
  return (draft, text) => {
    const read = grammar(text);
    if (read.kind === 'value') put(draft, read.value);
    return read.kind === 'bad' ? `expected ${read.expected}` : null;
  };
};

export const deviceValue = (path: string, field: 'Weight' | 'Rate') => {
  return (draft: Draft, { path: device, value }: DeviceValue): void =>
    draft.push(path, { Path: device, [field]: value });
};

export const health = (field: string) => {
  return (draft: Draft, value: number): void => draft.put('#health', field, value);
};

export function searchDomain(draft: Draft, value: LogicalText): void {
  const text = wire(value);
  draft.push('HostConfig.DnsSearch', clientDomain(text) ?? text);
}

export const namespaceText = (mode: SharedNamespace): string => {
  if (mode.kind === 'private') return '';
  return mode.kind === 'container' ? `container:${wire(mode.container)}` : mode.kind;
};

/** The client checks a link and sends it as it was written. */
export const fillLink: Fill = (draft, value) => {
  const text = wire(value);
  const parts = text.split(':');
  if (text === '' || parts.length > 2) return 'expected container:alias';
  draft.push('#links', text);
  return null;
};

export const fillTmpfs: Fill = (draft, value) => {
  const [path = '', ...options] = wire(value).split(':');
  draft.put('HostConfig.Tmpfs', path, options.join(':'));
  return null;
};

export const fillStorageOption: Fill = (draft, value) => {
  const [key = '', ...rest] = wire(value).split('=');
  if (rest.length === 0) return 'expected name=value';
  draft.put('HostConfig.StorageOpt', key, rest.join('='));
  return null;
};

/** The client asks the daemon for its system first. */
export const windowsOnly: Fill = () => 'it needs a daemon on Windows';
