import {
  always,
  ask,
  differs,
  type FlagEntry,
  idle,
  isOn,
  lost,
  set,
  setsText,
} from '../flag-table.ts';
import {
  annotation,
  dns,
  environment,
  FETCHING,
  groups,
  hostsEntry,
  insecure,
  network,
  port,
  pullPolicy,
  quantity,
  readShares,
  remove,
  retain,
  seccomp,
  stage1,
} from './effects.ts';
import { readBytes, readMillicores } from './values.ts';

type Effect = FlagEntry['effect'];
type Names = FlagEntry['names'];

const value = (rule: string, chapter: string, names: Names, effect: Effect): FlagEntry => ({
  names,
  takes: 'value',
  rule,
  chapter,
  effect,
});
const boolean = (rule: string, chapter: string, names: Names, effect: Effect): FlagEntry => ({
  ...value(rule, chapter, names, effect),
  takes: 'boolean',
});
const optional = (rule: string, chapter: string, names: Names, effect: Effect): FlagEntry => ({
  ...value(rule, chapter, names, effect),
  takes: 'optional',
});

const OWN_FILES = 'it says where rkt keeps its own files and logs';

/** The flags of `rkt run`, `prepare` and `run-prepared` (mapping F2), those of the Pod and those of an app. */
export const RKT_FLAGS: readonly FlagEntry[] = [
  // Joined with each other by app.ts.
  value('F2-01', 'rkt/volumes', ['--volume'], null),
  value('F2-03', 'rkt/volumes', ['--mount'], null),
  value('F2-08', 'rkt/run', ['--exec'], null),
  value('F2-09', 'rkt/run', ['--user'], null),
  value('F2-09', 'rkt/run', ['--group'], null),
  boolean('F2-07', 'rkt/environment', ['--inherit-env'], null),

  value('F2-09', 'rkt/run', ['--supplementary-gids'], groups),
  value('F2-08', 'rkt/run', ['--working-dir'], setsText('container.working-dir')),
  value('F2-08', 'rkt/run', ['--name'], setsText('container.name')),
  value('F2-07', 'rkt/environment', ['--environment', '--set-env'], environment),
  value('F2-07', 'rkt/environment', ['--set-env-file'], (path) => [
    set('container.env-file', { path }),
  ]),
  optional('F2-05', 'rkt/network', ['--net'], network),
  value('F2-06', 'rkt/network', ['--port'], port),
  value('F2-17', 'rkt/network', ['--hostname'], setsText('pod.hostname')),
  value('F2-18', 'rkt/network', ['--dns'], dns),
  value('F2-18', 'rkt/network', ['--dns-search'], setsText('pod.dns-search')),
  value('F2-18', 'rkt/network', ['--dns-opt'], setsText('pod.dns-option')),
  value('F2-18', 'rkt/network', ['--dns-domain'], (name) => [
    set('pod.dns-search', name),
    differs('resolv.conf gets it as a search domain'),
  ]),
  value('F2-19', 'rkt/network', ['--hosts-entry'], hostsEntry),
  value('F2-10', 'rkt/limits', ['--memory'], (text) =>
    quantity(
      text,
      readBytes,
      (n) => set('container.memory-limit', n),
      'a quantity such as 128M or 1Gi',
    ),
  ),
  value('F2-10', 'rkt/limits', ['--cpu'], (text) =>
    quantity(
      text,
      readMillicores,
      (n) => set('container.cpu-limit', n),
      'a quantity such as 500m or 2',
    ),
  ),
  value('F2-11', 'rkt/limits', ['--cpu-shares'], (text) =>
    quantity(text, readShares, (n) => set('container.cpu-shares', n), 'a whole number'),
  ),
  value('F2-12', 'rkt/isolation', ['--caps-retain', '--cap-retain'], retain),
  value('F2-13', 'rkt/isolation', ['--caps-remove', '--cap-remove'], remove),
  value('F2-14', 'rkt/isolation', ['--seccomp'], seccomp),
  value(
    'F2-15',
    'rkt/isolation',
    ['--oom-score-adj', '--oom-score-adjust'],
    always(lost('the kubelet sets the score of a container')),
  ),
  boolean('F2-16', 'rkt/isolation', ['--readonly-rootfs'], (text) => [
    set('container.read-only-root', isOn(text)),
  ]),
  value('F2-20', 'rkt/isolation', ['--ipc'], (text) =>
    text.text === 'parent'
      ? [set('pod.ipc', { kind: 'host' })]
      : [idle('a Pod has an IPC namespace of its own')],
  ),
  optional('F2-21', 'rkt/isolation', ['--private-users'], always(set('pod.user-namespace', true))),
  value('F2-22', 'rkt/isolation', ['--insecure-options'], insecure),
  value(
    'F2-24',
    'rkt/isolation',
    [
      '--stage1-name',
      '--stage1-path',
      '--stage1-url',
      '--stage1-hash',
      '--stage1-from-dir',
      '--stage1-image',
    ],
    stage1,
  ),
  value('F1-06', 'rkt/images', ['--pull-policy'], pullPolicy),
  boolean('F1-06', 'rkt/images', ['--store-only'], always(set('container.pull-policy', 'Never'))),
  boolean('F1-06', 'rkt/images', ['--no-store'], always(set('container.pull-policy', 'Always'))),
  value(
    'F2-25',
    'rkt/images',
    ['--pod-manifest'],
    always(ask('the Pod is described in a file that is not in the input')),
  ),
  value('F2-26', 'rkt/run', ['--user-annotation', '--user-label', '--annotation'], annotation),
  value(
    'F2-27',
    'rkt/run',
    [
      '--uuid-file-save',
      '--uuid-file',
      '--signature',
      '--dir',
      '--local-config',
      '--system-config',
      '--user-config',
      '--cpuprofile',
      '--memprofile',
    ],
    always(idle(OWN_FILES)),
  ),
  boolean(
    'F2-27',
    'rkt/run',
    ['--quiet', '--no-overlay', '--mds-register', '--debug'],
    always(idle(OWN_FILES)),
  ),
  boolean(
    'F2-27',
    'rkt/images',
    ['--trust-keys-from-https', '--full', '--insecure-skip-verify'],
    always(idle(FETCHING)),
  ),
  boolean(
    'F2-28',
    'rkt/run',
    ['--interactive'],
    always({ kind: 'no-effect', why: 'a service has no terminal to read from', quiet: false }),
  ),
  value(
    'F2-28',
    'rkt/run',
    ['--stdin', '--stdout', '--stderr'],
    always(idle('what a container prints is its log')),
  ),
];
