import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FleetMachine } from './fleet-machine.ts';
import { leftSide } from './left-side.ts';
import { missingForMachines } from './needs.ts';
import type { KubeNode } from './node.ts';
import { askOfContainer, askOfPod, askPort } from './ports/ask.ts';
import { HOSTPORTS, PORTS, prepareAnnouncing, SECOND, SERVICES } from './ports/published.ts';
import { type RightSide, rightSide } from './right-side.ts';
import { bothSides } from './sides.ts';
import { eventually } from './webshop/ask.ts';

const missing = missingForMachines();
if (missing.length > 0)
  process.stderr.write(`ports are not asked: ${missing.join(', ')} missing\n`);

describe.skipIf(missing.length > 0)('published ports', () => {
  let fleet: FleetMachine;
  let node: KubeNode;
  let right: RightSide;

  beforeAll(async () => {
    ({ fleet, node } = await bothSides());
    right = rightSide(node);
    await prepareAnnouncing(fleet);
    await Promise.all([leftSide(fleet).start(SERVICES), right.start(SERVICES)]);
    await right.start(HOSTPORTS);
  }, 300_000);

  it('answer on the machine, and with hostports on the node', async () => {
    for (const port of PORTS) {
      const [left, right] = await Promise.all(
        [fleet, node].map(({ machine }) => eventually(() => askPort(machine.address, port))),
      );
      expect(right, `${port.unit} ${port.number}/${port.protocol}`).toBe(left);
      expect(left).toContain(port.protocol === 'udp' ? 'hello' : '/witness');
    }
  });

  it('answer other containers under the number that they knew', async () => {
    const tcp = (host: string, number: number) =>
      `await http://${host}:${number}/argv every 300 times 100`;
    const udp = (host: string, number: number) =>
      `send ${host} ${number} hello every 300 times 100`;
    const asks = (hostOf: (unit: string) => string) =>
      PORTS.filter(({ unit }) => unit !== 'ports-host.service').map(({ unit, number, protocol }) =>
        (protocol === 'udp' ? udp : tcp)(hostOf(unit), number),
      );
    const service = (unit: string): string => unit.replace('.service', '');
    const [machine, services, hostPorts] = await Promise.all([
      askOfContainer(
        fleet,
        asks(() => fleet.machine.address),
      ),
      askOfPod(node, SERVICES.name, asks(service)),
      askOfPod(
        node,
        HOSTPORTS.name,
        asks(() => node.machine.address),
      ),
    ]);
    expect(machine.length).toBe(PORTS.length - 1);
    for (const answer of machine) expect(answer).toMatch(/witness|hello/);
    expect(services).toEqual(machine);
    expect(hostPorts).toEqual(machine);
  });

  it('of the loopback are not reached from outside on either side, which is said', async () => {
    const port = { unit: 'ports-loopback.service', number: 18110, protocol: 'tcp' } as const;
    for (const { machine } of [fleet, node])
      await expect(askPort(machine.address, port)).rejects.toThrow('ECONNREFUSED');
    const own = await fleet.machine.run(['busybox', 'wget', '-qO-', 'http://127.0.0.1:18110/argv']);
    expect(own.stdout).toContain('serve');
    expect(codesOf('ports-loopback.service')).toContain('carried-over');
  });

  it('that docker chose are the port of the container in the cluster', async () => {
    const { stdout } = await fleet.docker(['port', 'ports-random', '8080']);
    const number = Number(/:(\d+)/.exec(stdout)?.[1]);
    const left = await askPort(fleet.machine.address, { unit: '', number, protocol: 'tcp' });
    const asked = 'await http://ports-random:8080/argv every 300 times 100';
    expect(await askOfPod(node, SERVICES.name, [asked])).toEqual([left.trim()]);
  });

  it('that a sidekick announced are those of the Service', async () => {
    const told = await eventually(async () => {
      const { stdout } = await fleet.machine.run(['cat', '/srv/etcd/services/ports-announced']);
      expect(stdout).not.toBe('');
      return stdout.trim();
    });
    expect(told).toBe(`${fleet.machine.address}:18111`);
    const [left] = await askOfContainer(fleet, [`await http://${told}/argv`]);
    const asked = 'await http://ports-announced:18111/argv every 300 times 100';
    expect(await askOfPod(node, SERVICES.name, [asked])).toEqual([left]);
    expect(codesOf('ports-announced-announce.service')).toContain('announces');
  });

  const codesOf = (unit: string): readonly string[] =>
    right
      .converted(SERVICES)
      .report.findings.filter((finding) => finding.unit === unit)
      .map(({ code }) => code);
});
