import type { Check, Role } from '../../dialect/role.ts';
import { holesOf } from '../../source/logical-text.ts';
import { frame } from '../container/container-frame.ts';
import { podField, type Scope } from '../container/scope.ts';
import { hostFact } from '../environment/host-facts.ts';
import type { Container } from '../pod.ts';
import { sayWhenItRuns } from './restart-policy.ts';

type Wait = Extract<Role, { kind: 'wait' }>;

/**
 * A wait of ExecStartPre for another program as an init container that asks until it answers (mapping G41, G43, G44,
 * `--option wait-init`). null: there is nothing to ask, or no image with a shell was given.
 */
export function waitInit(scope: Scope, role: Wait, name: string): Container | null {
  const image = scope.around.decisions.text('shell-image');
  const token = role.tokens[0];
  if (image === null || token === undefined || role.check === null) return null;
  const target = targetOf(scope, role.check, token);
  if (target === null) return null;
  const field = podField(scope, `initContainers[${name}]`);
  for (const each of role.tokens) scope.notes.settle(each, 'set', 'G41', { field });
  sayWhenItRuns(scope, token, 'G41', 'a wait of ExecStartPre');
  const script = `until nc -z ${target.host} ${target.port}; do sleep 2; done`;
  return { ...frame(name, image), command: ['sh', '-c', script] };
}

/** Service or fixed address that is waited for; null when it is not known here. */
function targetOf(
  scope: Scope,
  check: Check,
  token: Wait['tokens'][number],
): { readonly host: string; readonly port: number } | null {
  if (check.kind !== 'http' && check.kind !== 'tcp') return null;
  const { host, port } = check;
  const hole = holesOf(host)[0];
  if (hole === undefined)
    return /^[\w.-]+$/.test(host.text) && !/^(localhost|127\.)/.test(host.text)
      ? { host: host.text, port }
      : null;
  if (hole.kind !== 'symbol') return null;
  const about = { token, rule: 'G41', what: 'a wait', variable: null };
  const fact = hostFact(scope, hole.symbol, `:${port}`, about);
  return fact.kind === 'text' ? { host: fact.text, port } : null;
}
