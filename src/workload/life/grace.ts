import type { Role, UnitFacts } from '../../dialect/role.ts';
import type { FactOf } from '../../fact/fact.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import type { Span } from '../../source/source.ts';
import type { ContainerRole } from '../container/unit-shape.ts';

type StopRole = Extract<Role, { kind: 'stop-container' }>;

/** How long the stop of one unit's container may take, and with which signal it was stopped. */
export interface StopBudget {
  /** Seconds; null: nothing is known of it, Kubernetes' own default stays (mapping D2-40a). */
  readonly seconds: number | null;
  /** Without SIG; null: the image's, as in a Pod. */
  readonly signal: string | null;
}

const FOREVER = 3600;
const SYSTEMD_DEFAULT = 90;

interface Stopped {
  readonly role: ContainerRole;
  readonly ledger: Ledger;
  /** Of the line that defines it. */
  readonly span: Span;
  readonly attached: boolean;
}

/** mapping D2-40, D2-40a, D2-40b, D4-02. `container` null: a host program (H units). */
export function stopBudget(
  container: Stopped | null,
  directives: Ledger,
  lines: readonly StopRole[],
  notes: Notes,
): StopBudget {
  const docker = container !== null && /docker$/.test(container.role.runtime);
  const byFlags = docker ? flagBudget(container.ledger, lines, notes) : null;
  const signal = signalOf(lines, directives.peek('service.kill-signal'), container?.ledger ?? null);
  sayKilling(directives, lines, docker, byFlags, notes);
  if (byFlags !== null) return { seconds: byFlags, signal };
  if (docker && directives.peek('service.kill-mode') === 'none') return { seconds: null, signal };
  const seconds = secondsOf(directives.peek('service.timeout-stop'));
  if (docker && container.attached)
    notes.say('client-gave-up', container.span, 'D2-40a', { seconds });
  return { seconds, signal };
}

/** Ends the accounts of the directives about the end of a service. */
function sayKilling(
  directives: Ledger,
  lines: readonly StopRole[],
  docker: boolean,
  byFlags: number | null,
  notes: Notes,
): void {
  const timeout = directives.one('service.timeout-stop');
  if (timeout !== null) sayTimeout(timeout, byFlags, notes);
  const mode = directives.one('service.kill-mode');
  if (mode !== null) sayKillMode(mode, docker, lines.length > 0, notes);
  const signal = directives.one('service.kill-signal');
  if (signal === null) return;
  const unused = stopsWithDocker(lines);
  notes.settle(signal.token, unused ? 'no-effect' : 'set', 'D4-02', {
    why: unused ? 'docker stop sends its own signal' : 'the signal of a stop',
  });
}

/** mapping D2-23, D2-40: the daemon counts on when systemd has killed the client of `docker stop`. */
function sayTimeout(
  { value, token }: FactOf<'service.timeout-stop'>,
  byFlags: number | null,
  notes: Notes,
): void {
  if (byFlags === null) notes.settle(token, 'set', 'D2-23', { why: 'the time a stop may take' });
  else if (secondsOf(value) < byFlags)
    notes.say('differs', token, 'D2-40', {
      what: token.label,
      how: 'docker stop counted on after that time, and the container got the signal once more',
    });
  else notes.settle(token, 'no-effect', 'D2-23', { why: 'docker stop counts down by itself' });
}

const stopsWithDocker = (lines: readonly StopRole[]): boolean =>
  lines.some(({ verb }) => verb === 'stop');

/** Seconds of `TimeoutStopSec=`: 0 and infinity wait for ever (mapping D2-23, D2-40b). */
function secondsOf(microseconds: number | null): number {
  if (microseconds === null) return SYSTEMD_DEFAULT;
  if (microseconds === 0 || !Number.isFinite(microseconds)) return FOREVER;
  return Math.max(1, Math.ceil(microseconds / 1e6));
}

/** mapping D2-40: `docker stop -t`, else `--stop-timeout`, else 10; kill and rm -f: 1. null: no such line. */
function flagBudget(ledger: Ledger, lines: readonly StopRole[], notes: Notes): number | null {
  const stop = lines.find(({ verb }) => verb === 'stop');
  const said = ledger.one('container.stop-timeout');
  if (said !== null) sayStopTimeout(said.token, stop, notes);
  if (stop !== undefined) {
    const seconds = stop.seconds ?? said?.value ?? 10;
    return seconds < 0 ? FOREVER : Math.max(1, seconds);
  }
  const kills = lines.some(
    ({ verb, signal }) => verb === 'rm' || signal === null || isKill(signal),
  );
  return kills ? 1 : null;
}

/** mapping E2-09 */
function sayStopTimeout(token: Token, stop: StopRole | undefined, notes: Notes): void {
  const counts = stop !== undefined && stop.seconds === null;
  const why = stop === undefined ? 'only docker stop looks at it' : 'docker stop -t goes before it';
  notes.settle(token, counts ? 'set' : 'no-effect', 'E2-09', {
    why: counts ? 'the time docker stop waits' : why,
  });
}

const isKill = (signal: string): boolean => /^(SIG)?KILL$|^9$/i.test(signal);

function sayKillMode(
  said: { readonly value: string; readonly token: Parameters<Notes['settle']>[0] },
  docker: boolean,
  byHand: boolean,
  notes: Notes,
): void {
  if (docker && said.value === 'none' && !byHand)
    notes.say('differs', said.token, 'D4-01b', {
      what: 'KillMode=none',
      how: 'the container outlived its unit, and Kubernetes stops it',
    });
  else if (docker)
    notes.settle(said.token, 'no-effect', 'D4-01a', { why: 'it was about the docker client' });
  else
    notes.say('not-needed', said.token, 'D4-01', {
      what: `KillMode=${said.value}`,
      why: 'Kubernetes signals the first process of each container and kills the rest when it ends',
    });
}

/** mapping D4-02: the signal that the container got, null when a Pod sends the same. */
function signalOf(
  lines: readonly StopRole[],
  killSignal: string | null,
  ledger: Ledger | null,
): string | null {
  if (stopsWithDocker(lines)) return bare(ledger?.peek('container.stop-signal') ?? null);
  const killed = lines.find(({ verb, signal }) => verb === 'kill' && signal !== null);
  if (killed !== undefined && killed.signal !== null)
    return isKill(killed.signal) ? null : bare(killed.signal);
  if (lines.length > 0) return null;
  return bare(killSignal);
}

function bare(signal: string | null): string | null {
  if (signal === null) return null;
  const name = (NUMBERS[signal] ?? signal).toUpperCase().replace(/^SIG/, '');
  return name === 'TERM' ? null : name;
}

const NUMBERS: Readonly<Record<string, string | undefined>> = {
  '1': 'HUP',
  '2': 'INT',
  '3': 'QUIT',
  '9': 'KILL',
  '10': 'USR1',
  '12': 'USR2',
  '15': 'TERM',
};

/** ExecStop lines of the unit that stop one of its own containers (mapping G01, G02). */
export function ownStopLines(unit: UnitFacts, names: readonly string[]): readonly StopRole[] {
  return unit.steps.flatMap(({ step, roles }) =>
    step.key === 'ExecStop'
      ? roles.filter(
          (role): role is Role & StopRole =>
            role.kind === 'stop-container' && role.containers.some((c) => names.includes(c.text)),
        )
      : [],
  );
}
