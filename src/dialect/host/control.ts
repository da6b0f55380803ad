import { shownWords } from '../shown.ts';
import { type CommandLine, readOptions } from './command-line.ts';
import { hostChange, noise, type Verdict } from './verdict.ts';

/** Options of systemctl and fleetctl whose value is the next word. */
const VALUES = [
  '-H',
  '--host',
  '-M',
  '-t',
  '--type',
  '-p',
  '--property',
  '-s',
  '--signal',
  '-n',
  '--lines',
  '-o',
  '--output',
  '--endpoint',
  '--driver',
  '--tunnel',
  '--request-timeout',
  '--kill-who',
  '--job-mode',
];

const CONTROLS: ReadonlySet<string> = new Set([
  'start',
  'stop',
  'restart',
  'try-restart',
  'reload',
  'reload-or-restart',
  'kill',
  'isolate',
  'enable',
  'disable',
  'mask',
  'unmask',
  'destroy',
  'submit',
  'load',
  'unload',
]);

/** mapping G20, G65. */
export function classifySystemctl(line: CommandLine): Verdict {
  const { operands } = readOptions(line.words.slice(1), { values: VALUES });
  const [verb = '', ...units] = operands.map((word) => word.text.text);
  if (verb === 'is-active' || verb === 'is-enabled' || verb === 'is-failed')
    return { kind: 'control-unit', verb: 'is-active', units };
  if (CONTROLS.has(verb)) return { kind: 'control-unit', verb: `${line.program} ${verb}`, units };
  if (/^(daemon-reload|reset-failed|status|show|show-environment|cat|list-units)$/.test(verb))
    return noise('G20', 'it only asks the machine’s systemd');
  if (/^(set-environment|unset-environment|import-environment)$/.test(verb))
    return hostChange(line, 'G20', 'it changes the environment of all units of the machine');
  return hostChange(line, 'G20', 'it controls the machine’s systemd');
}

/** mapping G20, G65: `fleetctl list-*` is a question to the scheduler. */
export function classifyFleetctl(line: CommandLine): Verdict {
  const { operands } = readOptions(line.words.slice(1), { values: VALUES });
  const [verb = '', ...units] = operands.map((word) => word.text.text);
  if (CONTROLS.has(verb)) return { kind: 'control-unit', verb: `fleetctl ${verb}`, units };
  if (/^(status|cat|journal|list-|help|version)/.test(verb))
    return hostChange(line, 'G65', 'fleet is gone; ask the API server instead');
  return hostChange(line, 'G20', `it controls fleet: ${shownWords(line.words)}`);
}
