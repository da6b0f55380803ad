import type { Texts } from './converted-set.ts';
import type { Fields } from './runtime-pods.ts';

/** A recorded case that takes more than one command line, or of whose Pod a part is recorded only. */
export interface RecordedPart {
  readonly units: Texts;
  /** Further words of the run, such as `--option hostports`. */
  readonly line?: string;
  /** `Deployment/web` unless said. */
  readonly object?: string;
  /** Part of the object's spec: of the Pod's for a workload. */
  readonly spec: Fields;
}

const unit = (run: string, more = ''): string =>
  `[Service]\nRestart=always\n${more}ExecStart=/usr/bin/docker run ${run}\n`;

const web = (flags: string, words = '', more = ''): Texts => ({
  'web.service': unit(`--name web ${flags} localhost/wb:1 ${words}`, more),
});

/** The container of the unit, alone in its Pod. */
const container = (fields: Fields): Fields => ({ containers: [fields] });

const FILE = 'A=1\n  B=2\nC="q"\nD=x # y\n# no\nE= a \n\nH=$A $(A)\nI=\nL=a\\\nM=1\nM=2\n';
const DATA = {
  A: '1',
  B: '2',
  C: '"q"',
  D: 'x # y',
  E: ' a ',
  H: '$A $(A)',
  I: '',
  L: 'a\\',
  M: '2',
};

const DATA_CONTAINER = unit(
  '--name wbdata -v /data -v /srv/f/dir:/x:ro -v /new localhost/wb:1 true',
);
const client = (flags: string): string => unit(`--rm --name web ${flags} localhost/wb:1`);
const borrowed = (readOnly: boolean): Fields =>
  container({
    volumeMounts: [
      { mountPath: '/data', ...(readOnly && { readOnly }) },
      { mountPath: '/x', readOnly: true },
      { mountPath: '/new', ...(readOnly && { readOnly }) },
    ],
  });

const LINKED = {
  'wbdb.service': unit('--name wbdb --expose 9090 --expose 53/udp -p 8080 localhost/wb:1'),
};
const READS = "'echo $$DB_PORT'";
const NEIGHBOUR = {
  'wba.service': unit('--name wba -h foo --add-host x:192.0.2.9 localhost/web:1'),
};
const joined = (flags: string): Texts => ({
  ...NEIGHBOUR,
  'web.service': `[Unit]\nRequires=wba.service\nAfter=wba.service\n${unit(`--name web ${flags} localhost/wb:1`)}[X-Fleet]\nMachineOf=wba.service\n`,
});
const TWO = { containers: [{ name: 'wba' }, { name: 'web' }] };
const LIMITED = container({ resources: { limits: { memory: '32Mi' } } });
const PROBED = { exec: { command: ['/bin/sh', '-c', 'test -e /z/ok'] }, periodSeconds: 1 };

/** By the name of the recorded case. */
export const PARTS: Readonly<Record<string, RecordedPart>> = {
  'env-file grammar legal': {
    units: { ...web('--env-file /etc/x.env'), '/etc/x.env': FILE },
    object: 'ConfigMap/env-etc-x-env',
    spec: { data: DATA },
  },
  '-e beats env-file, files in order': {
    units: {
      ...web('-e N=cli --env-file /etc/x.env --env-file /etc/y.env'),
      '/etc/x.env': `${FILE}N=x\n`,
      '/etc/y.env': 'A=second\nN=y\n',
    },
    spec: container({
      envFrom: [
        { configMapRef: { name: 'env-etc-x-env' } },
        { configMapRef: { name: 'env-etc-y-env' } },
      ],
      env: [{ name: 'N', value: 'cli' }],
    }),
  },
  'env-file bare names': {
    units: {
      ...web('--env-file /etc/x.env', '', 'Environment=WBSET=fromclient\n'),
      '/etc/x.env': 'WBSET\nWBNONE\n',
    },
    spec: container({ env: [{ name: 'WBSET', value: 'fromclient' }] }),
  },
  'env-file as ConfigMap + envFrom: values are not rewritten': {
    units: {
      ...web('--env-file /etc/x.env -e A=1 -e B=fromenv'),
      '/etc/x.env': 'CM=$(A) $$ $$(A) $X\nK.dot=1\n1num=2\na-b=3\n',
    },
    object: 'ConfigMap/env-etc-x-env',
    spec: { data: { CM: '$(A) $$ $$(A) $X', 'K.dot': '1', '1num': '2', 'a-b': '3' } },
  },
  'order of the variables in the process environment, three Pods': {
    units: web('-e C=3 -e A=1 -e H=8'),
    spec: container({ env: [{ name: 'C' }, { name: 'A' }, { name: 'H' }] }),
  },
  'health command runs as: user, groups, cwd, env names': {
    units: web('-u 1000 -w /work --health-cmd "id; pwd; env"'),
    spec: container({
      readinessProbe: { exec: { command: ['/bin/sh', '-c', 'id; pwd; env'] } },
      securityContext: { runAsUser: 1000 },
      workingDir: '/work',
    }),
  },
  'start period 30 s: the check succeeds after 5 s, fails after 9 s; readinessProbe without a delay':
    {
      units: web('--health-cmd "test -e /z/ok" --health-interval 1s --health-start-period 30s'),
      spec: container({ readinessProbe: { ...PROBED, timeoutSeconds: 30, failureThreshold: 3 } }),
    },
  'device /dev/net/tun: open for reading and writing': {
    units: web('--device /dev/net/tun'),
    spec: {
      ...container({ volumeMounts: [{ mountPath: '/dev/net/tun' }] }),
      volumes: [{ hostPath: { path: '/dev/net/tun', type: 'CharDevice' } }],
    },
  },
  'restart: kept files and delays': {
    units: web('-v /anon --restart on-failure:3'),
    spec: {
      ...container({ volumeMounts: [{ mountPath: '/anon' }] }),
      volumes: [{ emptyDir: {} }],
    },
  },
  '--rm and a new run (systemd restart): anonymous volume': {
    units: web('--rm -v /anon'),
    spec: {
      ...container({ volumeMounts: [{ mountPath: '/anon' }] }),
      volumes: [{ emptyDir: {} }],
    },
  },
  'ephemeral-storage over the limit': {
    units: web('--storage-opt size=10M'),
    spec: container({ resources: { limits: { 'ephemeral-storage': '10Mi' } } }),
  },
  'seccomp=file; Localhost profile not on the node': {
    units: web('--security-opt seccomp=/srv/x.json'),
    spec: {
      securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'x.json' } },
    },
  },
  'tmpfs full': {
    units: web('--tmpfs /x:size=8m'),
    spec: {
      ...container({ volumeMounts: [{ mountPath: '/x' }] }),
      volumes: [{ emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } }],
    },
  },
  '-t: log streams and line ends': {
    units: web('-t --entrypoint /bin/sh', '-c "echo a; echo b >&2"'),
    spec: container({ tty: true, command: ['/bin/sh'], args: ['-c', 'echo a; echo b >&2'] }),
  },
  'over the memory limit (PID 1)': { units: web('-m 32m', 'dd bs=120M'), spec: LIMITED },
  'a child over the memory limit': { units: web('-m 32m --entrypoint /bin/sh'), spec: LIMITED },
  'bind ro, the source has a submount: readOnly': {
    units: web('-v /srv/q:/x:ro'),
    spec: {
      ...container({ volumeMounts: [{ mountPath: '/x', readOnly: true }] }),
      volumes: [{ hostPath: { path: '/srv/q' } }],
    },
  },
  'propagation rshared on a shared host mount; a mount made later on the host': {
    units: web('-v /srv/p:/x:rshared'),
    spec: container({
      volumeMounts: [{ mountPath: '/x', mountPropagation: 'Bidirectional' }],
      securityContext: { privileged: true },
    }),
  },
  'propagation rprivate on a shared host mount; a mount made later on the host': {
    units: web('-v /srv/p:/x:rprivate'),
    spec: container({ volumeMounts: [{ mountPath: '/x' }] }),
  },
  '--volumes-from rw, no seed': {
    units: { 'wbdata.service': DATA_CONTAINER, 'web.service': client('--volumes-from wbdata') },
    spec: borrowed(false),
  },
  '--volumes-from ro, no seed': {
    units: { 'wbdata.service': DATA_CONTAINER, 'web.service': client('--volumes-from wbdata:ro') },
    spec: borrowed(true),
  },
  'published port: -p <machine>:H:C': {
    units: {
      'web.service': `${unit('--name web -p 192.0.2.2:18082:8080 localhost/web:1')}[X-Fleet]\nGlobal=true\n`,
    },
    object: 'DaemonSet/web',
    spec: container({
      ports: [{ containerPort: 8080, hostPort: 18082, hostIP: '192.0.2.2' }],
    }),
  },
  'port ranges': {
    units: web('-p 18100-18102:18000-18002'),
    spec: container({
      ports: [{ containerPort: 18000 }, { containerPort: 18001 }, { containerPort: 18002 }],
    }),
  },
  'Service 53 TCP and UDP': {
    units: web('-p 53:53 -p 53:53/udp'),
    object: 'Service/web',
    spec: { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] },
  },
  'Service ports in ascending order: DB_PORT': {
    units: { ...LINKED, 'web.service': client('--link wbdb:db') },
    object: 'Service/db',
    spec: { ports: [{ port: 53, protocol: 'UDP' }, { port: 8080 }, { port: 9090 }] },
  },
  '--link variables against Service variables (three ports)': {
    units: {
      ...LINKED,
      'web.service': unit(
        `--rm --name web --link wbdb:db --link wbdb:my-db localhost/wb:1 sh -c ${READS}`,
      ),
    },
    spec: { enableServiceLinks: true },
  },
  '--link to a target without any declared port': {
    units: {
      'wbdb.service': unit('--name wbdb localhost/wb:1'),
      'web.service': client('--link wbdb:db'),
    },
    object: 'Service/db',
    spec: { clusterIP: 'None' },
  },
  '--net container:A: which namespaces are shared': {
    units: joined('--net container:wba'),
    object: 'Deployment/wba',
    spec: { ...TWO, hostname: 'foo', hostAliases: [{ ip: '192.0.2.9', hostnames: ['x'] }] },
  },
  '--net container:A: the other one on localhost': {
    units: joined('--net container:wba'),
    object: 'Deployment/wba',
    spec: TWO,
  },
  '--ipc container:A': {
    units: joined('--ipc container:wba'),
    object: 'Deployment/wba',
    spec: TWO,
  },
};
