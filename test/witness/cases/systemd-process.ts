import { dockerCase, hostCase, type WitnessCase } from '../case.ts';

const lines = (...all: readonly string[]): string => all.join('\n');

/** What the client of docker has, and its container has not. */
const CLIENT = lines(
  'WorkingDirectory=/srv/process-docker-client',
  'UMask=0077',
  'Nice=5',
  'OOMScoreAdjust=500',
  'CPUSchedulingPolicy=batch',
  'NoNewPrivileges=yes',
  'PrivateTmp=yes',
);

const USERS: readonly WitnessCase[] = [
  hostCase('process/user-number', 'User= with a number', 'User=1'),
  hostCase('process/user-root', 'User=root', 'User=root'),
  hostCase('process/user-nobody', 'User=nobody', 'User=nobody'),
  hostCase('process/user-name', 'User= with a name of the machine', 'User=daemon'),
  hostCase('process/group-number', 'Group= with a number', 'Group=3'),
  hostCase('process/group-name', 'Group= with a name of the machine', 'Group=adm'),
  hostCase('process/user-group', 'User= and Group=', lines('User=1', 'Group=3')),
  hostCase(
    'process/groups',
    'SupplementaryGroups=',
    lines('User=1', 'Group=1', 'SupplementaryGroups=4 5', 'SupplementaryGroups=20'),
  ),
  hostCase(
    'process/groups-reset',
    'an empty SupplementaryGroups=',
    lines('SupplementaryGroups=4', 'SupplementaryGroups=', 'SupplementaryGroups=5'),
  ),
  hostCase('process/dynamic-user', 'DynamicUser=', 'DynamicUser=yes'),
];

const PLACES: readonly WitnessCase[] = [
  hostCase(
    'process/directory',
    'WorkingDirectory=',
    lines('WorkingDirectory=/srv/process-directory', 'BindPaths=/srv/process-directory'),
    '--do write here written , list .',
    { files: { '/srv/process-directory/page': 'a page' } },
  ),
  hostCase('process/directory-root', 'WorkingDirectory=/', 'WorkingDirectory=/'),
  hostCase(
    'process/directory-missing',
    'WorkingDirectory=- of a directory that is not there',
    'WorkingDirectory=-/srv/process-directory-missing/none',
  ),
  hostCase('process/directory-home', 'WorkingDirectory=~', 'WorkingDirectory=~'),
  hostCase('process/umask', 'UMask=', 'UMask=0077'),
];

const SCHEDULING: readonly WitnessCase[] = [
  hostCase('process/nice', 'Nice=', 'Nice=7'),
  hostCase('process/oom-score', 'OOMScoreAdjust=', 'OOMScoreAdjust=300'),
  hostCase('process/batch', 'CPUSchedulingPolicy=', 'CPUSchedulingPolicy=batch'),
  hostCase(
    'process/io',
    'IOSchedulingClass= and IOSchedulingPriority=',
    lines('IOSchedulingClass=idle'),
  ),
  hostCase('process/affinity', 'CPUAffinity=', 'CPUAffinity=0'),
  hostCase('process/timer-slack', 'TimerSlackNSec=', 'TimerSlackNSec=1ms'),
  hostCase('process/coredump', 'CoredumpFilter=', 'CoredumpFilter=0x7f'),
  hostCase('process/personality', 'Personality=', 'Personality=x86'),
  hostCase('process/sigpipe', 'IgnoreSIGPIPE=no', 'IgnoreSIGPIPE=no'),
];

const STREAMS: readonly WitnessCase[] = [
  hostCase('process/stdin-null', 'StandardInput=null', 'StandardInput=null', '--do input'),
  hostCase(
    'process/stdin-text',
    'StandardInputText=',
    lines('StandardInput=data', 'StandardInputText=one', 'StandardInputText=two'),
    '--do input',
  ),
  hostCase('process/syslog', 'SyslogIdentifier=', 'SyslogIdentifier=other'),
];

const DOCKER: readonly WitnessCase[] = [
  dockerCase('process/docker-client', 'User=, Nice=, UMask=… of a docker unit', '', '', {
    service: CLIENT,
    files: { '/srv/process-docker-client/page': 'a page' },
  }),
  dockerCase('process/docker-user', 'User= of a docker unit', '', '', { service: 'User=root' }),
];

/** Who the process is, where it stands and how it is scheduled. */
export const PROCESS_CASES: readonly WitnessCase[] = [
  ...USERS,
  ...PLACES,
  ...SCHEDULING,
  ...STREAMS,
  ...DOCKER,
];
