import {
  needsDecision,
  noEffect,
  reads,
  said,
  sets,
  setsAll,
  unlessDefault,
  unsupported,
  whenOff,
  whenOn,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import {
  absolutePath,
  boolean,
  exitStatuses,
  oneOf,
  signal,
  text,
  timeout,
  timeSpan,
  unsigned,
} from '../directive-forms.ts';

const service = rowsOf('systemd/service', 'Service');
const restart = rowsOf('systemd/restart', 'Service');
const stop = rowsOf('systemd/stop', 'Service');

const FD_PASSING = 'Kubernetes hands no open files or sockets to a container';
const SIGNAL_ORDER = 'Kubernetes sends one stop signal and then SIGKILL';

/** [Service] but for Exec lines (mapping D2). */
export const SERVICE_DIRECTIVES: readonly DirectiveEntry[] = [
  ...service(
    'Type',
    'D2-01',
    sets(
      'service.type',
      oneOf('simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'notify-reload', 'idle'),
    ),
  ),
  ...service(
    'PIDFile',
    'D2-02',
    setsAll(text, (path) => [said('service.pid-file', path.text)]),
  ),
  ...service('GuessMainPID', 'D2-02', noEffect('the container is its main process', boolean)),
  ...service(
    'NotifyAccess',
    'D2-04',
    unlessDefault(noEffect('it belongs to Type=notify, which is answered there'), 'none'),
  ),
  ...service(
    'FileDescriptorStoreMax',
    'D2-04',
    unlessDefault(needsDecision(`${FD_PASSING}: does the program keep its state elsewhere?`), '0'),
  ),
  ...service(
    'FileDescriptorStorePreserve',
    'D2-04',
    unlessDefault(needsDecision(`${FD_PASSING}: does the program keep its state elsewhere?`), 'no'),
  ),
  ...service(
    'BusName',
    'D2-05',
    setsAll(text, (name) => [said('service.bus-name', name.text)]),
  ),
  ...service('BusPolicy', 'D2-05', unsupported('a Pod is not on the D-Bus of its node'), 'list'),
  ...service(
    'ExitType',
    'D2-06',
    noEffect('a container ends with its main process', oneOf('main', 'cgroup')),
  ),
  ...service('RemainAfterExit', 'D2-07', sets('service.remain-after-exit', boolean)),
  ...service(
    'ReloadSignal',
    'D2-12',
    unsupported('Kubernetes has no reload: restart the rollout', signal),
  ),
  ...service(
    'Sockets',
    'D2-27',
    unsupported(`${FD_PASSING}: the program has to open its port itself`),
    'dependency',
  ),
  ...service('NonBlocking', 'D2-27', whenOn(unsupported(FD_PASSING))),
  ...service(
    'USBFunctionDescriptors USBFunctionStrings',
    'D2-27',
    unsupported(FD_PASSING, absolutePath),
  ),
  ...service('OpenFile', 'D2-27', unsupported(FD_PASSING), 'list'),
  ...service(
    'PermissionsStartOnly RootDirectoryStartOnly',
    'D2-28',
    whenOn(noEffect('it means ExecStart= alone; the other lines run as with the prefix +')),
  ),
  ...service('SysVStartPriority', 'D2-30', noEffect('it is of the time before systemd')),
];

/** When a service is started again (mapping D2-15–D2-22, D1-13). */
export const RESTART_DIRECTIVES: readonly DirectiveEntry[] = [
  ...restart(
    'Restart',
    'D2-15',
    sets(
      'service.restart',
      oneOf('no', 'always', 'on-success', 'on-failure', 'on-abnormal', 'on-abort', 'on-watchdog'),
    ),
  ),
  ...restart('RestartSec', 'D2-21', sets('service.restart-delay', timeSpan)),
  ...restart(
    'RestartSteps',
    'D2-21',
    unlessDefault(unsupported('the kubelet doubles its delay from 10 s to 300 s', unsigned), '0'),
  ),
  ...restart(
    'RestartMaxDelaySec',
    'D2-21',
    unlessDefault(
      unsupported('the kubelet doubles its delay from 10 s to 300 s', timeSpan),
      'infinity',
    ),
  ),
  ...restart(
    'RestartMode',
    'D2-21',
    unlessDefault(
      unsupported('a restart does not pass through a failed state', oneOf('normal', 'direct')),
      'normal',
    ),
  ),
  ...restart(
    'SuccessExitStatus',
    'D2-19',
    setsAll(exitStatuses, (list) => list.map((s) => said('service.success-exit-status', s))),
    'list',
  ),
  ...restart(
    'RestartPreventExitStatus',
    'D2-18',
    setsAll(exitStatuses, (list) => list.map((s) => said('service.restart-prevent-status', s))),
    'list',
  ),
  ...restart(
    'RestartForceExitStatus',
    'D2-18',
    setsAll(exitStatuses, (list) => list.map((s) => said('service.restart-force-status', s))),
    'list',
  ),
  ...restart('StartLimitInterval', 'D1-13', sets('service.start-limit-interval', timeSpan)),
  ...restart('StartLimitBurst', 'D1-13', sets('service.start-limit-burst', unsigned)),
  ...restart(
    'WatchdogSec',
    'D2-26',
    unlessDefault(
      needsDecision(
        'the program had to report to systemd all the time: which livenessProbe says the same? Half of this time is a good period',
        timeSpan,
      ),
      '0',
    ),
  ),
  ...restart(
    'OOMPolicy',
    'D2-29',
    noEffect(
      'Kubernetes restarts a container that ran out of memory',
      oneOf('continue', 'stop', 'kill'),
    ),
  ),
  ...restart('TimeoutStartSec', 'D2-22', sets('service.timeout-start', timeout)),
  ...restart('RuntimeMaxSec', 'D2-25', sets('service.runtime-max', timeSpan)),
  ...restart(
    'RuntimeRandomizedExtraSec',
    'D2-25',
    unlessDefault(unsupported('no field makes a deadline differ from Pod to Pod', timeSpan), '0'),
  ),
];

/** How a service is stopped (mapping D2-23, D2-24, D4). */
export const STOP_DIRECTIVES: readonly DirectiveEntry[] = [
  ...stop('TimeoutStopSec', 'D2-23', sets('service.timeout-stop', timeout)),
  ...stop(
    'TimeoutSec',
    'D2-22',
    reads('sets', timeout, (span) => ({
      kind: 'facts',
      facts: [said('service.timeout-start', span), said('service.timeout-stop', span)],
    })),
  ),
  ...stop(
    'TimeoutAbortSec TimeoutCleanSec',
    'D2-24',
    noEffect('the grace period alone limits a stop', timeSpan),
  ),
  ...stop(
    'TimeoutStartFailureMode TimeoutStopFailureMode',
    'D2-24',
    noEffect('the grace period alone limits a stop', oneOf('terminate', 'abort', 'kill')),
  ),
  ...stop(
    'KillMode',
    'D4-01',
    sets('service.kill-mode', oneOf('control-group', 'mixed', 'process', 'none')),
  ),
  ...stop('KillSignal', 'D4-02', sets('service.kill-signal', signal)),
  ...stop(
    'RestartKillSignal FinalKillSignal WatchdogSignal',
    'D4-03',
    unsupported(SIGNAL_ORDER, signal),
  ),
  ...stop('SendSIGHUP', 'D4-03', whenOn(unsupported(SIGNAL_ORDER))),
  ...stop(
    'SendSIGKILL',
    'D4-04',
    whenOff(unsupported('SIGKILL always follows; a longer grace period is the nearest thing')),
  ),
];
