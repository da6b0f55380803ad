import type { Decisions } from '../../decision/options.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { PublishedPort } from '../../fact/slots.ts';
import type { Group } from '../group.ts';

/** `-p` of one container. Looking is not reading: `ports.ts` settles them. */
export function publishedPortsOf(ledger: Ledger): readonly PublishedPort[] {
  return ledger.many('container.port').map(({ value }) => value);
}

/** Does the group run on one machine only (mapping C19, H10-07)? */
export function isPinned(group: Group): boolean {
  return group.members.some(
    ({ placement }) => placement.machineId !== null || placement.machineKeys.size > 0,
  );
}

/** Do clients reach the Pod through the node (mapping H10-06, H10-09, E4-10)? */
export function usesHostPorts(group: Group, ledger: Ledger, decisions: Decisions): boolean {
  return (
    group.kind === 'DaemonSet' ||
    isPinned(group) ||
    decisions.isOn('hostports') ||
    ledger.peek('pod.network')?.kind === 'host'
  );
}
