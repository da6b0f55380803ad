import { hostCase, type WitnessCase } from '../case.ts';

const lines = (...all: readonly string[]): string => all.join('\n');

const RIGHTS: readonly WitnessCase[] = [
  hostCase('security/no-new-privileges', 'NoNewPrivileges=', 'NoNewPrivileges=yes'),
  hostCase(
    'security/bounding',
    'CapabilityBoundingSet=',
    'CapabilityBoundingSet=CAP_CHOWN CAP_NET_BIND_SERVICE',
  ),
  hostCase(
    'security/bounding-without',
    'CapabilityBoundingSet=~',
    'CapabilityBoundingSet=~CAP_CHOWN CAP_SYS_ADMIN',
  ),
  hostCase('security/bounding-none', 'an empty CapabilityBoundingSet=', 'CapabilityBoundingSet='),
  hostCase(
    'security/bounding-user',
    'CapabilityBoundingSet= and User=',
    lines('User=1', 'CapabilityBoundingSet=CAP_CHOWN'),
  ),
  hostCase(
    'security/ambient',
    'AmbientCapabilities=',
    lines('User=1', 'AmbientCapabilities=CAP_NET_BIND_SERVICE'),
  ),
  hostCase('security/calls', 'SystemCallFilter=', 'SystemCallFilter=~@mount'),
  hostCase('security/secure-bits', 'SecureBits=', 'SecureBits=keep-caps'),
];

const VIEWS: readonly WitnessCase[] = [
  hostCase(
    'security/private-tmp',
    'PrivateTmp=',
    'PrivateTmp=yes',
    '--do write /tmp/new written , list /tmp , write /var/tmp/new written , list /var/tmp',
  ),
  hostCase('security/private-devices', 'PrivateDevices=', 'PrivateDevices=yes'),
  hostCase('security/private-network', 'PrivateNetwork=', 'PrivateNetwork=yes'),
  hostCase(
    'security/protect-strict',
    'ProtectSystem=strict',
    'ProtectSystem=strict',
    '--do write /usr/new x , write /etc/new x',
  ),
  hostCase('security/protect-home', 'ProtectHome=', 'ProtectHome=yes'),
  hostCase(
    'security/read-only',
    'ReadOnlyPaths=',
    lines('BindPaths=/srv/security-read-only', 'ReadOnlyPaths=/srv/security-read-only/fixed'),
    '--do write /srv/security-read-only/new x , write /srv/security-read-only/fixed/new x',
    { files: { '/srv/security-read-only/fixed/page': 'a page' } },
  ),
  hostCase(
    'security/inaccessible',
    'InaccessiblePaths=',
    lines(
      'BindPaths=/srv/security-inaccessible',
      'InaccessiblePaths=/srv/security-inaccessible/no',
    ),
    '--do read /srv/security-inaccessible/page , list /srv/security-inaccessible/no',
    {
      files: {
        '/srv/security-inaccessible/page': 'a page',
        '/srv/security-inaccessible/no/page': 'hidden',
      },
    },
  ),
  hostCase(
    'security/bind',
    'BindPaths=',
    'BindPaths=/srv/security-bind:/data',
    '--do read /data/page , write /data/new written , read /data/new , list /data',
    { files: { '/srv/security-bind/page': 'a page' } },
  ),
  hostCase(
    'security/bind-read-only',
    'BindReadOnlyPaths=',
    'BindReadOnlyPaths=/srv/security-bind-read-only:/data',
    '--do read /data/page , write /data/new x , list /data',
    { files: { '/srv/security-bind-read-only/page': 'a page' } },
  ),
  hostCase(
    'security/bind-optional',
    'BindPaths=- of a path that is not there',
    'BindPaths=-/srv/security-bind-optional/none:/data',
    '--do list /data',
  ),
  hostCase(
    'security/tmpfs',
    'TemporaryFileSystem=',
    'TemporaryFileSystem=/srv:size=8M,mode=0755',
    '--do write /srv/new written , list /srv',
  ),
  hostCase(
    'security/runtime-directory',
    'RuntimeDirectory=',
    lines('RuntimeDirectory=security-runtime', 'RuntimeDirectoryMode=0750'),
    '--do write /run/security-runtime/new written , stat /run/security-runtime , read /run/security-runtime/new',
  ),
  hostCase(
    'security/cache-directory',
    'CacheDirectory=',
    'CacheDirectory=security-cache',
    '--do write /var/cache/security-cache/new written , stat /var/cache/security-cache',
  ),
  hostCase(
    'security/state-directory',
    'StateDirectory=',
    'StateDirectory=security-state',
    '--do write /var/lib/security-state/new written , stat /var/lib/security-state',
  ),
];

/** What the process may do and what it sees of the machine. */
export const SECURITY_CASES: readonly WitnessCase[] = [...RIGHTS, ...VIEWS];
