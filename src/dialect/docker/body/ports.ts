import { HOLE } from '../../../source/logical-text.ts';
import type { Draft, Json } from '../draft.ts';
import { exposedByClient, numbers, type Publishing, publishing } from '../values/port.ts';
import { wire } from '../values/text.ts';
import { type Fill, through } from './fields.ts';

/** ExposedPorts and HostConfig.PortBindings, as go-connections makes them of `-p`. */
export const fillPublish: Fill = through(publishing, bind);

function bind(draft: Draft, { address, host, container, protocol }: Publishing): void {
  const single = container.first === container.last;
  for (const [at, port] of numbers(container).entries()) {
    const key = `${port}/${protocol}`;
    draft.put('ExposedPorts', key, {});
    const known = draft.get('HostConfig.PortBindings');
    const bindings = isObject(known) ? known[key] : undefined;
    draft.put('HostConfig.PortBindings', key, [
      ...(Array.isArray(bindings) ? bindings : []),
      { HostIp: address === null ? '' : wire(address), HostPort: hostPort(host, at, single) },
    ]);
  }
}

const isObject = (json: Json | undefined): json is { readonly [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function hostPort(host: Publishing['host'], at: number, single: boolean): string {
  if (host === null) return '';
  if (host === 'unknown') return HOLE;
  return single && host.last > host.first ? `${host.first}-${host.last}` : `${host.first + at}`;
}

export const fillExpose: Fill = (draft, value) => {
  const ports = exposedByClient(wire(value));
  for (const port of ports ?? []) draft.put('ExposedPorts', port, {});
  return ports === null ? 'expected a port such as 80 or 80-90/udp' : null;
};
