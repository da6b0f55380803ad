import type { ReasonForService } from '../group.ts';
import type { Fate } from './outcomes.ts';
import { type SetUnit, saidAll, saidLast, type UnitSet } from './unit-set.ts';

/** A port that a `.socket` opened for a service (mapping B61). */
export type SocketReason = Extract<ReasonForService, { kind: 'socket' }> & {
  /** Full name of the activated service. */
  readonly unit: string;
};

export interface Sockets {
  readonly reasons: readonly SocketReason[];
  readonly fates: ReadonlyMap<string, Fate>;
}

/** mapping B61–B63. `runs`: services that become Pods. Retired sockets are not asked. */
export function socketsOf(
  sockets: readonly SetUnit[],
  set: UnitSet,
  runs: ReadonlySet<string>,
): Sockets {
  const reasons: SocketReason[] = [];
  const fates = new Map<string, Fate>();
  for (const socket of sockets) {
    const service = activatedBy(socket, set);
    if (service === null || !runs.has(service)) {
      fates.set(socket.id, withoutService(socket, service));
      continue;
    }
    if (saidLast(socket.facts, 'socket.accept')?.value === true) {
      sayAccept(socket);
      fates.set(socket.id, { outcome: 'unsupported', into: null });
      continue;
    }
    const ports = portsOf(socket, service);
    reasons.push(...ports);
    fates.set(
      socket.id,
      ports.length > 0
        ? { outcome: 'merged', into: service }
        : { outcome: 'unsupported', into: null },
    );
  }
  return { reasons, fates };
}

/** `Service=`, else the service of the same name, or with `Accept=yes` its template. */
function activatedBy({ facts, name }: SetUnit, set: UnitSet): string | null {
  const said = saidLast(facts, 'socket.service')?.value;
  const names = said === undefined ? [`${name.base}.service`, `${name.base}@.service`] : [said];
  return names.find((id) => set.get(id) !== null) ?? null;
}

function withoutService(socket: SetUnit, service: string | null): Fate {
  if (service !== null) return { outcome: 'replaced', into: service };
  const wanted = saidLast(socket.facts, 'socket.service')?.value ?? `${socket.name.base}.service`;
  socket.notes.say('socket-without-service', null, 'B58', { service: wanted });
  return { outcome: 'refused', into: null };
}

/** mapping B62 */
function sayAccept({ facts, notes }: SetUnit): void {
  for (const { token } of saidAll(facts, 'socket.accept'))
    notes.say('unsupported', token, 'B62', {
      what: 'Accept=yes',
      why: 'it ran one process for each connection; that needs an image with a program like inetd',
    });
}

function portsOf({ facts, id, notes }: SetUnit, unit: string): readonly SocketReason[] {
  const sctp = saidLast(facts, 'socket.protocol')?.value === 'sctp';
  for (const slot of ['socket.accept', 'socket.protocol', 'socket.service'] as const)
    for (const { token, rule } of saidAll(facts, slot))
      notes.settle(token, 'set', rule, { field: `Service of ${unit}` });
  return saidAll(facts, 'socket.listen').flatMap(({ value, token, rule }) => {
    if (value.port === null || value.protocol === null) {
      notes.say('unsupported', token, 'B63', {
        what: value.written,
        why: 'only ports of TCP and UDP are reached through a Service',
      });
      return [];
    }
    if (value.loopback) {
      notes.say('not-needed', token, 'H10-13', {
        what: value.written,
        why: 'it was reached from its own machine only, so no Service is made',
      });
      return [];
    }
    notes.say('decide', token, rule === 'D8-02' ? rule : 'B61', {
      what: value.written,
      question: `systemd opened this port for ${unit} and passed it on; does the program open port ${value.port} itself?`,
    });
    return [
      { kind: 'socket', port: value.port, protocol: sctp ? 'SCTP' : value.protocol, by: id, unit },
    ];
  });
}
