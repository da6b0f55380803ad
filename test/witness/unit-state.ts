import type { Machine } from './machine.ts';

/** What systemd knows of a unit; org.freedesktop.systemd1(5). */
export interface UnitState {
  readonly loadState: string;
  /** `active`, `inactive`, `failed`, `activating`, `deactivating`. */
  readonly activeState: string;
  /** `running`, `exited`, `dead`, `auto-restart`, `start-pre`, `stop-sigterm`… */
  readonly subState: string;
  /** Of the last run: `success`, `exit-code`, `signal`, `timeout`, `start-limit-hit`… */
  readonly result: string;
  /** Automatic restarts since the last start by hand. */
  readonly restarts: number;
  /** Null when no main process runs. */
  readonly mainPid: number | null;
  /** How the main process ended last: its status, or the number of the signal that killed it. Null: not yet. */
  readonly ended: { readonly by: 'exit' | 'signal'; readonly number: number } | null;
}

const PROPERTIES = [
  'Id',
  'LoadState',
  'ActiveState',
  'SubState',
  'Result',
  'NRestarts',
  'MainPID',
  'ExecMainCode',
  'ExecMainStatus',
];

/** Asks once for all. */
export async function readUnitStates(
  machine: Machine,
  names: readonly string[],
): Promise<ReadonlyMap<string, UnitState>> {
  const properties = PROPERTIES.map((name) => `--property=${name}`);
  const { status, stdout, stderr } = await machine.run([
    'systemctl',
    'show',
    ...properties,
    '--',
    ...names,
  ]);
  if (status !== 0) throw new Error(`systemctl show ${names.join(' ')}: ${stderr}`);
  const states = stdout.trim().split('\n\n').map(stateOf);
  // A block of an alias has the name of the unit that it stands for, but the order is that of the question.
  return new Map(
    names.flatMap((name, i) => {
      const state = states[i];
      return state === undefined ? [] : [[name, state]];
    }),
  );
}

function stateOf(block: string): UnitState {
  const values = new Map(block.split('\n').map(pairOf));
  const value = (name: string): string => values.get(name) ?? '';
  const pid = Number(value('MainPID'));
  return {
    loadState: value('LoadState'),
    activeState: value('ActiveState'),
    subState: value('SubState'),
    result: value('Result'),
    restarts: Number(value('NRestarts')),
    mainPid: pid === 0 ? null : pid,
    ended: endOf(Number(value('ExecMainCode')), Number(value('ExecMainStatus'))),
  };
}

/** CLD_EXITED 1, CLD_KILLED 2, CLD_DUMPED 3; sigaction(2). */
function endOf(code: number, number: number): UnitState['ended'] {
  if (code === 0) return null;
  return { by: code === 1 ? 'exit' : 'signal', number };
}

function pairOf(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at), line.slice(at + 1)];
}
