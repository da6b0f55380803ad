import {
  differs,
  needsDecision,
  noEffect,
  said,
  sets,
  setsAll,
  unlessDefault,
  unsupported,
  whenOff,
  whenOn,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { absolutePath, oneOf, text, timeSpan, unsigned, words } from '../directive-forms.ts';

const unit = rowsOf('systemd/unit', 'Unit');

const BOOLEANS_OF_THE_MANAGER = 'RefuseManualStart RefuseManualStop AllowIsolate IgnoreOnIsolate';

const ACTIONS =
  'it would reboot or power off the machine; Kubernetes restarts the container and nothing else';

/** [Unit] but for dependencies and conditions (mapping D1). */
export const UNIT_DIRECTIVES: readonly DirectiveEntry[] = [
  ...unit('Description', 'D1-01', sets('unit.description', text)),
  ...unit(
    'Documentation',
    'D1-02',
    setsAll(words, (uris) => uris.map((uri) => said('unit.documentation', uri))),
    'list',
  ),
  ...unit('SourcePath', 'D1-02', sets('unit.documentation', absolutePath)),

  ...unit(
    'StopWhenUnneeded',
    'D1-11',
    whenOn(noEffect('systemd stopped it when nobody needed it, the workload runs all the time')),
  ),
  ...unit(
    BOOLEANS_OF_THE_MANAGER,
    'D1-11',
    whenOn(noEffect('it concerns commands given to systemd by hand')),
  ),
  ...unit(
    'IgnoreOnSnapshot SurviveFinalKillSignal',
    'D1-11',
    whenOn(noEffect('it concerns snapshots and the shutdown of the machine')),
  ),
  ...unit(
    'DefaultDependencies',
    'D1-11',
    whenOff(noEffect('a Pod does not take part in the boot of its node')),
  ),
  ...unit(
    'CollectMode',
    'D1-11',
    noEffect('it concerns the memory of systemd', oneOf('inactive', 'inactive-or-failed')),
  ),
  ...unit(
    'OnFailureIsolate OnFailureJobMode OnSuccessJobMode',
    'D1-11',
    noEffect('it says how systemd starts the units of OnFailure= and OnSuccess='),
  ),

  ...unit(
    'StartLimitIntervalSec|StartLimitInterval',
    'D1-13',
    sets('service.start-limit-interval', timeSpan),
  ),
  ...unit('StartLimitBurst', 'D1-13', sets('service.start-limit-burst', unsigned)),

  ...unit(
    'StartLimitAction FailureAction SuccessAction JobTimeoutAction',
    'D1-14',
    unlessDefault(unsupported(ACTIONS), 'none'),
  ),
  ...unit(
    'FailureActionExitStatus SuccessActionExitStatus RebootArgument JobTimeoutRebootArgument',
    'D1-14',
    unsupported(ACTIONS),
  ),
  ...unit(
    'JobTimeoutSec JobRunningTimeoutSec',
    'D1-15',
    noEffect('it limits how long a start may wait in the queue of systemd', timeSpan),
  ),
  ...unit('Names', 'D1-23', noEffect('it gives the unit another name inside systemd'), 'list'),
  ...unit(
    'RequiresMountsFor WantsMountsFor',
    'D1-10',
    setsAll(words, (paths) =>
      paths.map((path) => said('unit.relation', { how: 'RequiresMountsFor', unit: path.text })),
    ),
    'dependency',
  ),
];

const conditions = rowsOf('systemd/unit', 'Unit');

const PATHS =
  'PathExists PathExistsGlob PathIsDirectory PathIsSymbolicLink PathIsMountPoint PathIsReadWrite PathIsEncrypted DirectoryNotEmpty FileNotEmpty FileIsExecutable';

const HOST_STATES =
  'Virtualization Security KernelCommandLine KernelVersion Version KernelModuleLoaded Firmware Credential Environment Capability ACPower NeedsUpdate FirstBoot User Group ControlGroupController CPUFeature OSRelease MemoryPressure CPUPressure IOPressure';

const prefixed = (prefix: string, names: string): string =>
  names.replaceAll(/\S+/g, (name) => prefix + name);

const ON_SOME_MACHINES = 'give the machines where it holds a label of their own and ask for it';

/** An assert fails loudly: a Pod that stays Pending comes close. */
const ASSERTED = 'the start failed where it did not hold';

/** Conditions and asserts (mapping D1-16–D1-22a). Plain ones must all hold, and one of those with `|`. */
export const CONDITION_DIRECTIVES: readonly DirectiveEntry[] = [
  ...conditions(
    prefixed('Condition', PATHS),
    'D1-16',
    needsDecision(
      'systemd skipped the unit without a word on machines where this did not hold, a Pod starts on any node: give the nodes where it holds a label and ask for it',
    ),
    'condition',
  ),
  ...conditions(
    'ConditionHost',
    'D1-17',
    needsDecision(
      'it ran on the machines of that name or id alone: which nodes became of them? Ask for kubernetes.io/hostname or a label of your own',
    ),
    'condition',
  ),
  ...conditions(
    'ConditionMemory ConditionCPUs',
    'D1-19',
    needsDecision(`it ran on machines of a certain size: ${ON_SOME_MACHINES}`),
    'condition',
  ),
  ...conditions(
    prefixed('Condition', HOST_STATES),
    'D1-20',
    unsupported(
      'it looks at the state of the machine; where it matters, node labels have to say it',
    ),
    'condition',
  ),
  ...conditions(
    prefixed('Assert', PATHS),
    'D1-22',
    differs(`${ASSERTED}, a Pod starts on any node: ${ON_SOME_MACHINES}`),
    'condition',
  ),
  ...conditions(
    prefixed('Assert', `Host Memory CPUs ${HOST_STATES}`),
    'D1-22a',
    differs(`${ASSERTED}, a Pod starts on any node: ${ON_SOME_MACHINES}`),
    'condition',
  ),
];
