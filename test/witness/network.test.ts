import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FleetMachine } from './fleet-machine.ts';
import { leftSide } from './left-side.ts';
import type { KubeNode } from './node.ts';
import { askOfContainer, askOfPod, askPort } from './ports/ask.ts';
import {
  forgetAnnouncing,
  HOSTPORTS,
  PORTS,
  type Port,
  prepareAnnouncing,
  SECOND,
  SERVICES,
} from './ports/published.ts';
import { type RightSide, rightSide } from './right-side.ts';
import { bothSides } from './sides.ts';
import { eventually } from './webshop/ask.ts';

/** On the network of the machine, which no Service is in front of. */
const HOST = 'ports-host.service';

const ON_NODE = PORTS.filter(({ number }) => number !== SECOND);

/** What asks these ports of one address; null: of the Services. */
const questions = (ports: readonly Port[], address: string | null): readonly string[] =>
  ports.map(({ unit, number, protocol }) => {
    const host = address ?? unit.replace('.service', '');
    return protocol === 'udp'
      ? `send ${host} ${number} hello every 300 times 40`
      : `await http://${host}:${number}/argv every 300 times 100`;
  });

describe('published ports', () => {
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

  afterAll(async () => {
    if (right === undefined) return;
    const sides = [leftSide(fleet), right] as const;
    await Promise.all(sides.map((side) => side.discard(SERVICES)));
    await right.discard(HOSTPORTS);
    await forgetAnnouncing(fleet);
    right.close();
  }, 60_000);

  it('answer on the machine, and with hostports on the node', async () => {
    for (const port of ON_NODE) {
      const [left, right] = await Promise.all(
        [fleet, node].map(({ machine }) => eventually(() => askPort(machine.address, port))),
      );
      expect(right, `${port.unit} ${port.number}/${port.protocol}`).toBe(left);
      expect(left).toContain(port.protocol === 'udp' ? 'hello' : '/witness');
    }
  });

  it('are one for each port of a container on a node, which is said of the others', async () => {
    const refused = PORTS.filter(({ number }) => number === SECOND);
    expect(refused).toHaveLength(1);
    for (const port of refused) {
      expect(await askPort(fleet.machine.address, port)).toContain('/witness');
      await expect(askPort(node.machine.address, port)).rejects.toThrow('ECONNREFUSED');
      expect(codesOf(port.unit, HOSTPORTS)).toContain('unsupported');
      expect(codesOf(port.unit)).not.toContain('unsupported');
    }
  });

  // A datagram to the machine's own address is answered by docker-proxy from that of the bridge, so that no container
  // of the machine gets it.
  it('answer other containers under the number that they knew', async () => {
    const ofContainers = PORTS.filter((port) => port.unit !== HOST && port.protocol === 'tcp');
    const ofNode = ofContainers.filter(({ number }) => number !== SECOND);
    const machine = await askOfContainer(fleet, questions(ofContainers, fleet.machine.address));
    expect(machine).toHaveLength(ofContainers.length);
    for (const answer of machine) expect(answer).toContain('witness');
    expect(await askOfPod(node, SERVICES.name, questions(ofContainers, null))).toEqual(machine);
    const ofSome = machine.filter((_, i) => ofContainers[i]?.number !== SECOND);
    const hostPorts = await askOfPod(node, HOSTPORTS.name, questions(ofNode, node.machine.address));
    expect(hostPorts).toEqual(ofSome);
  });

  it('of UDP answer other containers', async () => {
    const ofUdp = PORTS.filter(({ protocol }) => protocol === 'udp');
    const hello = ofUdp.map(() => 'hello');
    expect(await askOfPod(node, SERVICES.name, questions(ofUdp, null))).toEqual(hello);
    const asked = questions(ofUdp, node.machine.address);
    expect(await askOfPod(node, HOSTPORTS.name, asked)).toEqual(hello);
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

  const codesOf = (unit: string, group = SERVICES): readonly string[] =>
    right
      .converted(group)
      .report.findings.filter((finding) => finding.unit === unit)
      .map(({ code }) => code);
});
