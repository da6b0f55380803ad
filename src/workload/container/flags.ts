import { labelsOf, type PodLabels } from './labels.ts';
import { containerField, type Scope } from './scope.ts';

/** Flags of docker that say little about a Pod (mapping E2, E1-13, E6-17). */
export interface SmallFlags extends PodLabels {
  readonly tty: boolean;
  readonly stdin: boolean;
  readonly runtimeClassName: string | null;
  /** Node labels that the platform asks for. */
  readonly platform: readonly { readonly key: string; readonly value: string }[];
}

export function smallFlagsOf(scope: Scope): SmallFlags {
  lifeFlags(scope);
  logDriver(scope);
  return {
    ...terminal(scope),
    ...labelsOf(scope),
    runtimeClassName: runtimeClass(scope),
    platform: platformOf(scope),
  };
}

/** mapping E2-01 – E2-04, E2-16 */
function lifeFlags(scope: Scope): void {
  const { ledger, notes } = scope;
  const name = ledger.one('container.name');
  if (name !== null)
    notes.settle(name.token, 'set', name.rule, {
      field: containerField(scope, 'name'),
      why: 'other units know the container by it',
    });
  for (const slot of ['container.removed-at-end', 'container.detached'] as const) {
    const said = ledger.one(slot);
    if (said !== null)
      notes.settle(said.token, 'no-effect', said.rule, {
        why:
          slot === 'container.detached'
            ? 'a Pod holds its containers itself'
            : 'a Pod starts from a new root file system',
      });
  }
  const proxy = ledger.one('container.sig-proxy');
  if (proxy === null) return;
  if (proxy.value || stopsByHand(scope))
    notes.settle(proxy.token, 'no-effect', proxy.rule, {
      why: 'the kubelet signals the container',
    });
  else
    notes.say('differs', proxy.token, 'E2-16', {
      what: '--sig-proxy=false',
      how: 'the container outlived its unit, and Kubernetes stops it',
    });
}

function stopsByHand({ unit }: Scope): boolean {
  return unit.steps.some(
    ({ step, roles }) =>
      step.key === 'ExecStop' && roles.some((role) => role.kind === 'stop-container'),
  );
}

/** mapping E2-05, E2-06, E2-17, E2-18 */
function terminal(scope: Scope): { readonly tty: boolean; readonly stdin: boolean } {
  if (neverRan(scope)) return { tty: false, stdin: false };
  return { tty: ttyOf(scope), stdin: stdinOf(scope) };
}

/** `-i -t` of an attached client without a terminal ends at once (mapping E2-18). */
function neverRan({ ledger, notes, attached }: Scope): boolean {
  const tty = ledger.one('container.tty');
  const stdin = ledger.one('container.stdin');
  if (tty === null || stdin === null || !tty.value || !stdin.value || !attached) return false;
  notes.say('bad-value', tty.token, 'E2-18', {
    what: 'docker run -i -t',
    value: '-it',
    expected: '-d -it or -t: attached it needs a terminal, and the client ended with an error',
  });
  notes.settle(stdin.token, 'no-effect', 'E2-18', { why: 'it never ran' });
  return true;
}

function stdinOf(scope: Scope): boolean {
  const said = scope.ledger.one('container.stdin');
  if (said === null) return false;
  if (said.value && !scope.attached) {
    scope.notes.settle(said.token, 'set', 'E2-17', { field: containerField(scope, 'stdin') });
    return true;
  }
  const why = 'standard input was /dev/null, as it is in a Pod';
  scope.notes.settle(said.token, 'no-effect', 'E2-05', { why });
  return false;
}

function ttyOf(scope: Scope): boolean {
  const said = scope.ledger.one('container.tty');
  if (said === null) return false;
  if (!said.value || scope.around.decisions.isOn('no-tty')) {
    scope.notes.settle(said.token, 'no-effect', 'E2-06', { why: 'switched off' });
    return false;
  }
  scope.notes.settle(said.token, 'set', 'E2-06', { field: containerField(scope, 'tty') });
  return true;
}

/** mapping E2-13 */
function logDriver(scope: Scope): void {
  const said = scope.ledger.one('container.log-driver');
  if (said === null) return;
  const { value, token, rule } = said;
  if (/^(json-file|journald|local)$/.test(value))
    scope.notes.settle(token, 'no-effect', rule, {
      why: 'the kubelet keeps the log of the container',
    });
  else if (value === 'none')
    scope.notes.say('differs', token, rule, {
      what: '--log-driver none',
      how: 'the kubelet keeps the log of every container',
    });
  else
    scope.notes.say('decide', token, rule, {
      what: `the log driver ${value}`,
      question: 'the log stays on the node: which log agent of the cluster sends it on?',
    });
}

/** mapping E6-17 */
function runtimeClass(scope: Scope): string | null {
  const said = scope.ledger.one('pod.runtime-class');
  if (said === null) return null;
  if (said.value === 'runc') {
    scope.notes.settle(said.token, 'no-effect', said.rule, { why: 'it is the default' });
    return null;
  }
  const name = said.value.toLowerCase();
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)) {
    scope.notes.say('decide', said.token, said.rule, {
      what: `the runtime ${said.value}`,
      question:
        'no RuntimeClass can have this name, and the runtime of the node is used: which one is it?',
    });
    return null;
  }
  scope.notes.say('decide', said.token, said.rule, {
    what: `the runtime ${said.value}`,
    question: `the cluster has to have a RuntimeClass ${said.value}`,
  });
  return name;
}

/** mapping E1-13 */
function platformOf(scope: Scope): SmallFlags['platform'] {
  const said = scope.ledger.one('container.platform');
  if (said === null) return [];
  const { os, architecture } = said.value;
  scope.notes.settle(said.token, 'set', said.rule, {
    field: `${scope.group.kind}/${scope.group.name} affinity of the Pod`,
  });
  return [
    { key: 'kubernetes.io/os', value: os },
    ...(architecture === null ? [] : [{ key: 'kubernetes.io/arch', value: architecture }]),
  ];
}
