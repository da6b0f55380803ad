import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

/** What the machines of the suite, its images and its looks from outside are made of. */
const NEEDED: readonly string[] = [
  '/lib/systemd/systemd',
  '/lib/systemd/systemd-journald',
  '/usr/bin/unshare',
  '/usr/bin/nsenter',
  '/sbin/ip',
  '/sbin/iptables',
  '/usr/sbin/dockerd',
  '/usr/bin/docker',
  '/usr/sbin/runc',
  '/usr/lib/cni/ptp',
  '/bin/busybox',
  '/usr/sbin/nginx',
  '/usr/bin/redis-server',
  '/usr/bin/redis-cli',
  '/usr/bin/strace',
];

/** What is missing on this computer for the witness suite, in words for a message; none if it can run. */
export const missingForWitness = (): readonly string[] => [
  ...(process.getuid?.() === 0 ? [] : ['root']),
  ...NEEDED.filter((file) => !isExecutable(file)),
  ...(spawnSync('go', ['version']).status === 0 ? [] : ['go']),
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
