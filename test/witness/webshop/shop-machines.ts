import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAuthority, issue } from '../../cluster/certificates.ts';
import { findNodePrograms } from '../../cluster/programs.ts';
import { type FleetMachine, startFleetMachine } from '../fleet-machine.ts';
import { buildImages } from '../images.ts';
import type { Machine } from '../machine.ts';
import { type KubeNode, startNode } from '../node.ts';
import { writeBelow } from '../write-below.ts';
import { shopImages } from './images.ts';
import { type Registry, startRegistry } from './registry.ts';

/** The web shop on a machine of a fleet, and what fleetlift makes of it on a node. */
export interface Shop {
  readonly fleet: FleetMachine;
  readonly node: KubeNode;
  readonly registry: Registry;
  /** The directory of units that fleetlift is given. */
  readonly units: string;
  stop(): Promise<void>;
}

const FIXTURE = path.resolve(import.meta.dirname, '../../../fixtures/webshop');
/** Names that the company's own DNS had for its machines; on a fleet of one machine all of them are the same. */
const NAMES = ['shop', 'catalog', 'cart'];

/** Starts both machines and the registry that they pull from. Nothing of the shop runs yet. */
export async function startShop(): Promise<Shop> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const ends: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const registry = await startRegistry(shopImages());
    ends.push(() => registry.stop());
    const images = buildImages(say);
    const fleet = await startFleetMachine(images, { name: 'shopl', address: '10.92.0.2' });
    ends.push(() => fleet.stop());
    const labels = { role: 'web', disk: 'ssd' };
    const node = await startNode(images, {
      labels,
      place: { name: 'shopr', address: '10.93.0.2' },
    });
    ends.push(() => node.stop());
    const units = mkdtempSync(path.join(tmpdir(), 'fleetlift-webshop-'));
    ends.push(async () => rmSync(units, { recursive: true, force: true }));
    writeBelow(units, unitsOfShop());
    await prepareFleet(fleet, registry);
    await prepareNode(node, registry);
    const { certificate, key } = issue(createAuthority('shop'), {
      commonName: 'shop.example.com',
      names: ['shop.example.com'],
    });
    for (const machine of [fleet.machine, node.machine])
      await put(machine, '/etc/ssl/shop.pem', `${certificate}${key}`);
    return { fleet, node, registry, units, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The fixture. A machine of fleet had one role; the only one of the suite is `web`, and the proxy's units ask for it. */
export function unitsOfShop(): Readonly<Record<string, string>> {
  const names = readdirSync(FIXTURE).filter((name) => /\.(service|target)$/.test(name));
  return Object.fromEntries(
    names.map((name) => {
      const text = readFileSync(path.join(FIXTURE, name), 'utf8');
      return [name, text.replace('MachineMetadata=role=edge', 'MachineMetadata=role=web')];
    }),
  );
}

/** Docker pulls from the registry and asks the company's DNS; the machine knows its own address. */
async function prepareFleet(fleet: FleetMachine, registry: Registry): Promise<void> {
  const { machine } = fleet;
  const outside = machine.address.replace(/\.\d+$/, '.1');
  const mirror = `${outside}:${registry.port}`;
  writeBelow(machine.outside('/etc/docker'), {
    'daemon.json': JSON.stringify({
      'registry-mirrors': [`http://${mirror}`],
      'insecure-registries': [mirror],
      dns: [machine.address],
    }),
  });
  await put(
    machine,
    '/etc/environment',
    `COREOS_PRIVATE_IPV4=${machine.address}\nCOREOS_PUBLIC_IPV4=${machine.address}\n`,
  );
  const { coredns } = findNodePrograms(() => {});
  const hosts = NAMES.map((name) => `${machine.address} ${name}`).join('\n    ');
  await put(
    machine,
    '/etc/company-dns',
    `.:53 {\n  bind ${machine.address}\n  hosts {\n    ${hosts}\n  }\n}\n`,
  );
  await must(machine, ['systemd-run', '--unit=company-dns', coredns, '-conf', '/etc/company-dns']);
  await must(machine, ['systemctl', 'restart', 'docker.service']);
}

/** containerd looks for images of docker.io at the registry. */
async function prepareNode({ machine }: KubeNode, registry: Registry): Promise<void> {
  const mirror = `http://${machine.address.replace(/\.\d+$/, '.1')}:${registry.port}`;
  await put(
    machine,
    '/etc/containerd/certs.d/docker.io/hosts.toml',
    `server = "${mirror}"\n[host."${mirror}"]\ncapabilities = ["pull", "resolve"]\n`,
  );
}

async function put(machine: Machine, file: string, text: string): Promise<void> {
  await must(machine, ['sh', '-c', `mkdir -p ${path.dirname(file)} && cat >${file}`], text);
}

async function must(machine: Machine, argv: readonly string[], input = ''): Promise<void> {
  const { status, stderr } = await machine.run(argv, { input });
  if (status !== 0) throw new Error(`${argv.join(' ')} in ${machine.name}: ${stderr}`);
}
