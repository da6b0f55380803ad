import { device, isCdiName } from '../values/device.ts';
import { wire } from '../values/text.ts';
import type { Fill } from './fields.ts';

/** The client leaves the name of a policy to the daemon. */
export const fillRestart: Fill = (draft, value) => {
  const [policy = '', ...rest] = wire(value).split(':');
  const retries = rest.join(':');
  if (policy === '' && rest.length > 0) return 'no policy before the colon';
  if (retries !== '' && !/^[+-]?\d+$/.test(retries)) return 'the number of retries is no number';
  draft.set('HostConfig.RestartPolicy', { Name: policy, MaximumRetryCount: Number(retries) });
  return null;
};

export const fillDevice: Fill = (draft, value) => {
  const text = wire(value);
  if (isCdiName(text)) {
    draft.push('#cdi', text);
    return null;
  }
  const read = device({ text, pieces: [] });
  if (read.kind !== 'value') return 'expected a device such as /dev/x:/dev/y:rwm';
  const { host, container, permissions } = read.value;
  draft.push('HostConfig.Devices', {
    PathOnHost: host,
    PathInContainer: container,
    CgroupPermissions: permissions,
  });
  return null;
};

/** The client knows two options: the rest is the daemon's. */
export const fillSecurityOption: Fill = (draft, value) => {
  const text = wire(value);
  const name = /^[^=:]*/.exec(text)?.[0] ?? '';
  const key = text.includes('=') ? text.slice(0, text.indexOf('=')) : name;
  const content = text.slice(key.length + 1);
  if (key !== 'no-new-privileges' && content === '') return 'an option without a value';
  if (text === 'systempaths=unconfined') {
    draft.set('HostConfig.MaskedPaths', []);
    draft.set('HostConfig.ReadonlyPaths', []);
  } else draft.push('HostConfig.SecurityOpt', text);
  return null;
};
