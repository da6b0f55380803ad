import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CaseGroup } from './case.ts';
import type { KubeNode } from './node.ts';
import type { Report } from './report.ts';
import { runsOf } from './runs.ts';
import { casesToRun, type Run, type Side, unitsOf } from './side.ts';
import { readBelow, writeBelow } from './write-below.ts';

/** What fleetlift made of a group. */
export interface Converted {
  readonly report: Report;
  /** Directory of the manifests. */
  readonly manifests: string;
}

export interface RightSide extends Side {
  /** After `start`. */
  converted(group: CaseGroup): Converted;
  /** Removes what was written for the groups. */
  close(): void;
}

const WORKLOADS = 'deployments,statefulsets,daemonsets,cronjobs,jobs';

/** Kubernetes' side: what fleetlift makes of the units, in a namespace of the group's name. */
export function rightSide(node: KubeNode): RightSide {
  const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-groups-'));
  const groups = new Map<string, Converted>();
  return {
    start: async (group) => {
      const files = Object.assign({}, ...casesToRun(group).map((one) => one.files ?? {}));
      writeBelow(node.machine.outside('/'), files);
      const converted = await convert(node, group, path.join(directory, group.name), files);
      groups.set(group.name, converted);
      await must(group, node.kubectl(['create', 'namespace', group.name]));
      await must(
        group,
        node.fleetlift([
          ...['apply', '--from-manifests', converted.manifests, '--namespace', group.name],
          ...['--yes', '--no-wait'],
        ]),
      );
    },
    converted: ({ name }) => {
      const converted = groups.get(name);
      if (converted === undefined) throw new Error(`${name} was not started`);
      return converted;
    },
    observe: async (group) => {
      const observed = new Map<string, readonly Run[]>();
      for (const { unit, lines } of await node.events(group.name)) {
        const runs = runsOf(lines.map(({ text }) => `${text}\n`).join(''));
        if (unit !== null && runs.length > 0)
          observed.set(unit, [...(observed.get(unit) ?? []), ...runs]);
      }
      return observed;
    },
    complaint: async ({ name }, unit) => {
      const path = 'jsonpath={range .items[*]}{.involvedObject.name}: {.message}{"\\n"}{end}';
      const { stdout } = await node.kubectl(['get', 'events', '--namespace', name, '-o', path]);
      const prefix = unit.replace(/\.service$/, '').replaceAll('@', '-');
      return stdout
        .split('\n')
        .filter((line) => line.startsWith(prefix))
        .slice(-3)
        .join('; ');
    },
    readFile: (file) => readBelow(node.machine.outside('/'), file),
    stop: async (group) => {
      const words = ['delete', WORKLOADS, '--all', '--namespace', group.name];
      await must(group, node.kubectl([...words, '--cascade=foreground', '--wait']));
    },
    discard: async ({ name }) => {
      const words = ['delete', WORKLOADS, '--all', '--namespace', name];
      await node.kubectl([...words, '--cascade=background', '--wait=false']);
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** `fleetlift convert`, as a user has it: a directory of units, and the machine's files beside it. */
async function convert(
  node: KubeNode,
  group: CaseGroup,
  directory: string,
  files: Readonly<Record<string, string>>,
): Promise<Converted> {
  const at = (name: string): string => path.join(directory, name);
  writeBelow(at('units'), unitsOf(group));
  writeBelow(at('files'), files);
  const options = [
    ...(group.options ?? []),
    ...casesToRun(group).flatMap((one) => one.options ?? []),
    ...(Object.keys(files).length > 0 ? [`files=${at('files')}`] : []),
  ];
  await must(
    group,
    node.fleetlift([
      ...['convert', at('units'), '--out', at('manifests'), '--report', at('report.json')],
      ...['--fail-on', 'never', ...options.flatMap((option) => ['--option', option])],
    ]),
  );
  const report: Report = JSON.parse(readFileSync(at('report.json'), 'utf8'));
  return { report, manifests: at('manifests') };
}

async function must(
  group: CaseGroup,
  ending: Promise<{ status: number | null; stdout: string; stderr: string }>,
): Promise<void> {
  const { status, stdout, stderr } = await ending;
  if (status !== 0) throw new Error(`${group.name}: ended with ${status}\n${stdout}${stderr}`);
}
