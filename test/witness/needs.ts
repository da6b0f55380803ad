import { accessSync, constants } from 'node:fs';

/** What a machine, and Docker on it, is made of. */
const NEEDED: readonly string[] = [
  '/lib/systemd/systemd',
  '/lib/systemd/systemd-journald',
  '/usr/bin/unshare',
  '/usr/bin/nsenter',
  '/sbin/ip',
  '/sbin/iptables',
  '/usr/sbin/dockerd',
  '/usr/bin/docker',
  '/bin/busybox',
];

/** What is missing on this computer for the fleet machine, in words for a message; none if it can run. */
export function missingForMachines(): readonly string[] {
  const programs = NEEDED.filter((file) => !isExecutable(file));
  return process.getuid?.() === 0 ? programs : ['root', ...programs];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
