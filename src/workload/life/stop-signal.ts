import type { Role } from '../../dialect/role.ts';
import type { Token } from '../../finding/account.ts';
import type { Scope } from '../container/scope.ts';
import { containerField } from '../container/scope.ts';
import { sayHook } from '../container/wrap.ts';
import type { StopBudget } from './grace.ts';

type StopRole = Extract<Role, { kind: 'stop-container' }>;

/** mapping D4-02, D4-02a, E2-08: the signal of a stop, where it is not what a Pod sends. */
export function stopSignalOf(
  scope: Scope,
  stop: StopBudget,
  lines: readonly (StopRole & { readonly tokens?: readonly Token[] })[],
  viaHook: boolean,
): string | null {
  const said = scope.ledger.one('container.stop-signal');
  const byDocker = lines.some(({ verb }) => verb === 'stop');
  if (said !== null) sayUnused(scope, said.token, byDocker, stop);
  if (stop.signal === null) return null;
  const enabled = scope.around.decisions.list('enable').includes('stop-signals');
  const signal = `SIG${stop.signal}`;
  const token = byDocker ? (said?.token ?? null) : tokenOf(lines);
  if (enabled) {
    if (token !== null)
      scope.notes.settle(token, 'set', 'D4-02a', {
        field: containerField(scope, 'lifecycle.stopSignal'),
      });
    return signal;
  }
  const about = token ?? spanOf(scope);
  if (viaHook) sayHook(scope, about);
  else scope.notes.say('stop-signal', about, 'D4-02', { signal });
  return null;
}

/** mapping E2-08 */
function sayUnused({ notes }: Scope, token: Token, byDocker: boolean, stop: StopBudget): void {
  if (!byDocker)
    notes.settle(token, 'no-effect', 'E2-08', {
      why: 'only docker stop looks at it, and the unit does not use it',
    });
  else if (stop.signal === null)
    notes.settle(token, 'no-effect', 'E2-08', { why: 'TERM is what a Pod sends' });
}

const tokenOf = (lines: readonly { readonly tokens?: readonly Token[] }[]): Token | null =>
  lines.flatMap((line) => line.tokens ?? [])[0] ?? null;

const spanOf = ({ unit }: Scope) =>
  unit.unit.directives.findLast((d) => d.key === 'KillSignal')?.span ?? null;
