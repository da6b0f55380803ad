import { sayWhenItRuns } from '../life/restart-policy.ts';
import type { Container } from '../pod.ts';
import { type BuiltContainer, buildContainer } from './build-container.ts';
import type { Scope } from './scope.ts';
import type { Defined, UnitShape } from './unit-shape.ts';

/** `docker run` of a Pre line, or an ExecStart line of a oneshot before its last (mapping G15, B32). */
export function initContainer(
  scope: Scope,
  defined: Defined,
  shape: UnitShape,
): readonly BuiltContainer[] {
  const onHost = scope.ledger.peek('pod.network')?.kind === 'host';
  const mainOnHost = shape.main?.role.facts.some(
    (f) => f.slot === 'pod.network' && f.value.kind === 'host',
  );
  const built = buildContainer(scope, { pullPolicy: null, probes: false });
  for (const { token, rule } of scope.ledger.unread())
    scope.notes.settle(token, 'no-effect', rule, {
      why: 'the container ends before the others start',
    });
  const { span, prefixes } = defined.step.step.command;
  if (built === null) return [];
  if (onHost && !mainOnHost) {
    scope.notes.say('decide', span, 'G15a', {
      what: 'a container before the main one, on the host network',
      question:
        'an init container has the network of its Pod: a Job before it, or the host network for both?',
    });
    return [];
  }
  if (defined.step.step.key === 'ExecStartPre')
    sayWhenItRuns(scope, span, 'D2-09', 'docker run in ExecStartPre');
  const container = prefixes.ignoreFailure
    ? ignoringFailure(built.container, scope, defined)
    : built.container;
  return [{ ...built, container: { ...container, ports: [] } }];
}

/** mapping D2-20: `-` needs a shell in the image and a command that is known. */
export function ignoringFailure(container: Container, scope: Scope, defined: Defined): Container {
  const argv = [...(container.command ?? []), ...(container.args ?? [])];
  if (container.command === null) {
    scope.notes.say('decide', defined.step.step.command.span, 'D2-20', {
      what: 'a container before the main one whose failure was ignored',
      question:
        'its failure now keeps the Pod from starting, since the entrypoint of the image is not known',
    });
    return container;
  }
  return { ...container, command: ['sh', '-c', '"$@" || true', '--', ...argv], args: null };
}
