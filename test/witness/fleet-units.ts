/** Where the units of the cases lie on the fleet machine. */
export const CASE_UNITS = '/etc/systemd/system';
/** What units print: `NAME.out` and `NAME.err`. */
export const LOGS = '/var/log/witness';
/** The machine's own units, which cases name but do not bring. */
export const FLEET_UNITS = '/usr/local/lib/systemd/system';

/**
 * Docker as a CoreOS machine ran it, except that it logs to the journal, where a container's lines outlive the
 * container. Then a drop-in for all services, of which fleetlift is not told, that sends what they print to files.
 */
export const FLEET_UNIT_FILES: Readonly<Record<string, string>> = {
  'docker.socket': `[Unit]
Description=Docker Socket for the API
DefaultDependencies=no
[Socket]
ListenStream=/run/docker.sock
SocketMode=0660
`,
  'docker.service': `[Unit]
Description=Docker Application Container Engine
DefaultDependencies=no
Requires=docker.socket
After=docker.socket network.target
[Service]
Type=notify
Environment=PATH=/usr/sbin:/usr/bin:/sbin:/bin
ExecStart=/usr/sbin/dockerd --host=fd:// --storage-driver=overlay2 --log-driver=journald
# systemd puts all processes of a slice into the groups of a controller that one of its units begins to need, those of
# containers too that are just being started.
Slice=docker.slice
Delegate=yes
KillMode=process
TimeoutStartSec=60
`,
  ...Object.fromEntries(
    ['etcd', 'etcd2', 'fleet', 'flanneld', 'early-docker', 'consul'].map((name) => [
      `${name}.service`,
      `[Unit]
Description=${name}, of which nothing runs here
DefaultDependencies=no
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
`,
    ]),
  ),
  'service.d/50-witness.conf': `[Service]
StandardOutput=append:${LOGS}/%n.out
StandardError=append:${LOGS}/%n.err
`,
};
