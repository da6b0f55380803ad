import type { Device } from '../../../fact/slots.ts';
import { bad, ok, type Reading } from '../flag-spec.ts';
import { bytes, known } from './number.ts';
import { cleanPath } from './path.ts';

const isMode = (text: string): boolean =>
  /^[rwm]{1,3}$/.test(text) && new Set(text).size === text.length;

/** `--device /dev/x[:/dev/y][:rwm]`, mapping E5-18. */
export const device = known((text): Reading<Device> => {
  const parts = text.split(':');
  const [host = '', second = '', mode] = parts;
  const read =
    parts.length > 3 || host === ''
      ? null
      : parts.length === 3
        ? three(host, second, mode)
        : two(host, parts[1]);
  return read === null || !read.container.startsWith('/')
    ? bad('a device such as /dev/fuse or /dev/x:/dev/y:rwm')
    : ok(read);
});

function three(host: string, container: string, mode = ''): Device | null {
  return isMode(mode) ? { host, container, permissions: mode } : null;
}

/** The second part is a path, or a mode when it looks like one. */
function two(host: string, second: string | undefined): Device {
  if (second === undefined) return same(host, 'rwm');
  if (isMode(second)) return same(host, second);
  return { host, container: second === '' ? '' : cleanPath(second), permissions: 'rwm' };
}

const same = (path: string, permissions: string): Device => ({
  host: cleanPath(path),
  container: cleanPath(path),
  permissions,
});

/** A device of the container device interface: `vendor.com/class=name`. */
export function isCdiName(text: string): boolean {
  return /^[A-Za-z]([\w.-]*[A-Za-z0-9])?\/[A-Za-z]([\w.-]*[A-Za-z0-9])?=[A-Za-z0-9]([\w.:-]*[A-Za-z0-9])?$/.test(
    text,
  );
}

export const deviceRule = known((text) =>
  /^[acb] (\d+|\*):(\d+|\*) [rwm]{1,3}$/.test(text) ? ok(text) : bad('a rule such as "c 1:3 mr"'),
);

export interface DeviceValue {
  readonly path: string;
  readonly value: number;
}

/** `/dev/sda:VALUE`, the value a size, a count or a weight of 10 to 1000. */
export const deviceValue = (of: 'bytes' | 'count' | 'weight') =>
  known((text): Reading<DeviceValue> => {
    const at = text.indexOf(':');
    const path = text.slice(0, Math.max(0, at));
    const after = text.slice(at + 1);
    const value = of === 'bytes' ? bytes(after) : /^\d+$/.test(after) ? Number(after) : null;
    if (at < 0 || !path.startsWith('/dev/') || value === null)
      return bad('a device and a value: /dev/sda:10');
    if (of === 'weight' && value !== 0 && (value < 10 || value > 1000))
      return bad('a weight from 10 to 1000');
    return ok({ path, value });
  });

const ULIMITS = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
];

export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** `--ulimit nofile=1024[:2048]`, mapping E7-11. */
export const ulimit = known((text): Reading<Ulimit> => {
  const [, name = '', from = '', to = from] = /^(\w+)=([+-]?\d+)(?::([+-]?\d+))?$/.exec(text) ?? [];
  if (!ULIMITS.includes(name)) return bad('a limit such as nofile=1024:2048');
  const soft = Number(from);
  const hard = Number(to);
  if (hard !== -1 && (soft === -1 || soft > hard)) return bad('a soft limit up to the hard one');
  return ok({ name, soft, hard });
});
