import type { Token } from '../../finding/account.ts';
import type { Span } from '../../source/source.ts';
import type { MemberScope } from '../container/member-scope.ts';
import type { Scope } from '../container/scope.ts';
import type { Container, RestartRule } from '../pod.ts';

/** How the kubelet restarts one container, where that is not as its Pod says. */
export type OwnRestarts = Pick<Container, 'restartPolicy' | 'restartPolicyRules'>;

/** Every end of the container; one rule holds at most 255 codes (mapping H2-11). */
const EVERY_END: readonly RestartRule[] = [
  { action: 'RestartAllContainers', operator: 'In', exitCodes: [0] },
  { action: 'RestartAllContainers', operator: 'NotIn', exitCodes: [0] },
];

/**
 * mapping C33, D2-09b, C34, D2-15b: a sidecar, a container whose end restarts the whole Pod, a helper that stays down. A
 * container that is alone always restarts: else the Pod would end, and its controller makes another one every 3 s (D2-15a).
 */
export function ownRestarts(open: MemberScope, hasInits: boolean): OwnRestarts {
  const { main: scope, member } = open;
  const restartsAll = (hasInits && runsInitsAgain(scope)) || restartsItsBound(scope);
  const rules = restartsAll ? EVERY_END : [];
  if (member.as === 'sidecar' || restartsAll)
    return { restartPolicy: 'Always', restartPolicyRules: rules };
  return { restartPolicy: staysDown(open), restartPolicyRules: [] };
}

const keepsRunning = ({ group, unit }: Scope): boolean =>
  group.kind !== 'Job' &&
  group.kind !== 'CronJob' &&
  !unit.facts.some((f) => f.slot === 'service.type' && f.value === 'oneshot');

/** mapping D2-09b, `--option enable=restart-all` */
const runsInitsAgain = (scope: Scope): boolean =>
  keepsRunning(scope) && scope.around.decisions.list('enable').includes('restart-all');

/** mapping C34, `--option bind-restart`: a helper of the Pod is bound to this unit. */
function restartsItsBound(scope: Scope): boolean {
  if (!keepsRunning(scope) || !scope.around.decisions.isOn('bind-restart')) return false;
  const { full } = scope.unit.unit.name;
  return scope.group.members.some(
    ({ unit }) =>
      unit !== scope.unit &&
      unit.facts.some(
        (f) => f.slot === 'unit.relation' && f.value.how === 'BindsTo' && f.value.unit === full,
      ),
  );
}

/** A line that became an init container runs once for each Pod, or for each restart (mapping D2-09, D2-09b). */
export function sayWhenItRuns(scope: Scope, about: Token | Span, rule: string, what: string): void {
  if (runsInitsAgain(scope)) scope.notes.say('restarts-all', about, 'D2-09b', { what });
  else scope.notes.say('once-per-pod', about, rule, { what });
}

/**
 * mapping D2-15b, `--option respect-no-restart`: a helper beside a leader that always restarts. A container that has ended
 * makes the Pod not Ready, so only where no Service selects it.
 */
export function staysDown(open: MemberScope): 'Never' | 'OnFailure' | null {
  const { main: scope, member, directives } = open;
  const { group, around } = scope;
  const isHelper = member.as === 'container' && group.members[0]?.unit !== scope.unit;
  if (!isHelper || !around.decisions.isOn('respect-no-restart')) return null;
  if (!keepsRunning(scope) || isServed(scope)) return null;
  const restart = directives.peek('service.restart') ?? 'no';
  if (restart === 'no') return 'Never';
  return restart === 'on-failure' ? 'OnFailure' : null;
}

const SERVED: readonly string[] = ['container.port', 'container.expose', 'pod.network-alias'];

/** Rather once too often: what Services there are is known when all containers are built. */
function isServed({ group, around }: Scope): boolean {
  if (group.kind === 'StatefulSet') return true;
  return group.members.some(
    ({ unit }) =>
      around.reasonsForService(unit.unit.name.full).length > 0 ||
      unit.steps.some(({ roles }) =>
        roles.some(
          (role) => role.kind === 'container' && role.facts.some((f) => SERVED.includes(f.slot)),
        ),
      ),
  );
}
