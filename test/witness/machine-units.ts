/**
 * Units that every machine of the suite has, by path: what it boots into, a journal, and the targets that units of all
 * sorts name. Nothing of a distribution: its mounts, sockets and timers would have no place here.
 */
export const MACHINE_UNITS: Readonly<Record<string, string>> = {
  'witness.target': unit('The machine is up', [
    'Requires=multi-user.target systemd-journald.service',
    'After=multi-user.target systemd-journald.service',
  ]),
  'systemd-journald.socket': `${unit('Sockets of the journal', [])}
[Socket]
ListenStream=/run/systemd/journal/stdout
ListenDatagram=/run/systemd/journal/socket
ReceiveBuffer=8M
PassCredentials=yes
PassSecurity=yes
`,
  'systemd-journald.service': `${unit('Journal', [
    'Requires=systemd-journald.socket',
    'After=systemd-journald.socket',
    'Before=sysinit.target',
  ])}
[Service]
Type=notify
ExecStart=/lib/systemd/systemd-journald
Sockets=systemd-journald.socket
FileDescriptorStoreMax=4224
StandardOutput=null
`,
  ...targets([
    ['local-fs-pre', []],
    ['local-fs', ['local-fs-pre']],
    ['sysinit', ['local-fs']],
    ['sockets', []],
    ['timers', []],
    ['paths', []],
    ['slices', []],
    ['basic', ['sysinit', 'sockets', 'timers', 'paths', 'slices']],
    ['network-pre', []],
    ['network', ['network-pre']],
    ['network-online', ['network']],
    ['nss-lookup', []],
    ['remote-fs', []],
    ['time-sync', []],
    ['multi-user', ['basic', 'network-online', 'remote-fs', 'nss-lookup', 'time-sync']],
    ['shutdown', []],
    ['umount', []],
    ['final', []],
    ['emergency', []],
  ]),
};

function targets(
  rows: readonly (readonly [name: string, before: readonly string[]])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    rows.map(([name, before]) => {
      const names = before.map((other) => `${other}.target`).join(' ');
      const lines = names === '' ? [] : [`Requires=${names}`, `After=${names}`];
      return [`${name}.target`, unit(name, lines)];
    }),
  );
}

function unit(description: string, lines: readonly string[]): string {
  return ['[Unit]', `Description=${description}`, 'DefaultDependencies=no', ...lines, ''].join(
    '\n',
  );
}
