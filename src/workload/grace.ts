import type { Role, UnitFacts } from '../dialect/role.ts';
import type { Ledger } from '../fact/ledger.ts';
import type { Notes } from '../finding/notes.ts';
import type { Span } from '../source/source.ts';
import type { Hook } from './pod.ts';
import type { ContainerRole } from './unit-shape.ts';

type StopRole = Extract<Role, { kind: 'stop-container' }>;

/** How long the stop of one unit's container may take, and with which signal it was stopped. */
export interface StopBudget {
  /** Seconds; null: nothing is known of it, Kubernetes' own default stays (mapping D2-40a). */
  readonly seconds: number | null;
  /** Without SIG; null: the image's, as in a Pod. */
  readonly signal: string | null;
}

/** What stops a unit's container: its ExecStop lines that name it. */
export interface StopLines {
  readonly own: readonly StopRole[];
  readonly preStop: Hook | null;
}

const FOREVER = 3600;
const SYSTEMD_DEFAULT = 90;

/** mapping D2-40, D2-40a, D2-40b, D4-02. `container` null: a host program (H units). */
export function stopBudget(
  container: {
    readonly role: ContainerRole;
    readonly ledger: Ledger;
    /** Of the line that defines it. */
    readonly span: Span;
  } | null,
  directives: Ledger,
  lines: readonly StopRole[],
  notes: Notes,
): StopBudget {
  const timeout = directives.one('service.timeout-stop');
  const killMode = directives.one('service.kill-mode');
  const killSignal = directives.one('service.kill-signal');
  const seconds = secondsOf(timeout?.value ?? null);
  const docker =
    container?.role.runtime === 'docker' || container?.role.runtime === 'systemd-docker';
  const stop = docker ? flagBudget(container?.ledger ?? null, lines, notes) : null;
  const byHand = stop !== null;
  if (timeout !== null)
    notes.settle(timeout.token, byHand ? 'no-effect' : 'set', 'D2-23', {
      why: byHand ? 'docker stop counts down by itself' : 'the time a stop may take',
    });
  if (killMode !== null) sayKillMode(killMode, docker, lines.length > 0, notes);
  const signal = signalOf(lines, killSignal?.value ?? null, container?.ledger ?? null);
  if (killSignal !== null)
    notes.settle(killSignal.token, stopsWithDocker(lines) ? 'no-effect' : 'set', 'D4-02', {
      why: stopsWithDocker(lines) ? 'docker stop sends its own signal' : 'the signal of a stop',
    });
  if (stop !== null) return { seconds: stop, signal };
  const outlives = docker && killMode?.value === 'none';
  if (outlives) return { seconds: null, signal };
  if (docker && container !== null)
    notes.say('client-gave-up', container.span, 'D2-40a', { seconds });
  return { seconds, signal };
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
function flagBudget(
  ledger: Ledger | null,
  lines: readonly StopRole[],
  notes: Notes,
): number | null {
  const stop = lines.find(({ verb }) => verb === 'stop');
  const said = ledger?.one('container.stop-timeout') ?? null;
  if (stop !== undefined) {
    const counts = stop.seconds === null;
    if (said !== null)
      notes.settle(said.token, counts ? 'set' : 'no-effect', 'E2-09', {
        why: counts ? 'the time docker stop waits' : 'docker stop -t goes before it',
      });
    const seconds = stop.seconds ?? said?.value ?? 10;
    return seconds < 0 ? FOREVER : Math.max(1, seconds);
  }
  if (said !== null)
    notes.settle(said.token, 'no-effect', 'E2-09', { why: 'only docker stop looks at it' });
  const kills = lines.some(
    ({ verb, signal }) => verb === 'rm' || signal === null || isKill(signal),
  );
  return kills ? 1 : null;
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
