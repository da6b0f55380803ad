import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SLOTS } from '../../src/fact/ledger.ts';
import { podOf } from './pod-harness.ts';

const src = path.join(import.meta.dirname, '..', '..', 'src');
const readers = [
  ...readdirSync(path.join(src, 'workload'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join('workload', file)),
  ...['schedule.ts', 'schedule-calendar.ts', 'timer-case.ts'].map((file) =>
    path.join('dialect', 'systemd', file),
  ),
];
const source = readers.map((file) => readFileSync(path.join(src, file), 'utf8')).join('\n');

/** Flags that together make a fact for every slot of a container. */
const FLAGS = [
  '--name web --pull always --entrypoint /run -e A=1 --env-file /etc/x.env -w /w -p 80:80 --expose 81 -P -t -i -d --rm',
  '-v /data:/data --volumes-from other --volume-driver local --device /dev/null --privileged --read-only -u 1 --group-add 2',
  '--cap-add KILL --cap-drop MKNOD --security-opt no-new-privileges --security-opt seccomp=unconfined',
  '--security-opt apparmor=unconfined --security-opt label=disable --security-opt systempaths=unconfined -m 64m',
  '--memory-reservation 32m --cpus 1 -c 512 --gpus 1 --storage-opt size=1g --shm-size 128m --label a=b --label-file /etc/x.labels --annotation c=d',
  '--health-cmd true --stop-signal INT --stop-timeout 5 --sig-proxy=false --init --link db:db --log-driver none',
  '--platform linux/amd64 -h web --domainname d --net backend --net-alias w --pid host --ipc host --uts host',
  '--dns 192.0.2.1 --dns-search d --dns-opt ndots:2 --add-host a:192.0.2.2 --sysctl net.ipv4.tcp_syncookies=1',
  '--runtime kata --userns host',
];

describe('slots', () => {
  it('are all read', () => {
    expect(SLOTS.length).toBeGreaterThan(80);
    expect(SLOTS.filter((slot) => !source.includes(`'${slot}'`))).toEqual([]);
  });

  it.each(FLAGS)('have a reader for %s', (flags) => {
    const { findings, accounts } = podOf(
      `[Service]\nExecStart=/usr/bin/docker run ${flags} example/web:1 serve\nRestart=always\n`,
    );
    expect(findings.filter(({ code }) => code === 'not-built')).toEqual([]);
    expect(accounts().length).toBeGreaterThan(2);
  });
});
