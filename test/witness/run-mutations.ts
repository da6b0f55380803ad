import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import type { CaseGroup, WitnessCase } from './case.ts';
import type { Place } from './compare-group.ts';
import { type Mutation, mutate, objectsOf } from './mutate.ts';
import type { KubeNode } from './node.ts';
import { rightSide } from './right-side.ts';
import type { GroupResult, Shown } from './run-group.ts';
import { type Side, witnessesOf } from './side.ts';
import { writeBelow } from './write-below.ts';

/** A case with a broken manifest, in a namespace of its own. */
export interface Trial {
  /** Null: nothing is broken, for comparison. */
  readonly mutation: Mutation | null;
  readonly one: WitnessCase;
  /** The result of the case's group; the left side of the comparison. */
  readonly result: GroupResult;
}

/** A side is looked at this often, ms. */
const LOOK = 1_000;
/** Time for the acts after the first words, ms. */
const ACTING = 8_000;
/** What is broken may never start: longest wait after the last that did, ms. */
const PATIENCE = 40_000;

/** What a trial showed. */
export interface Tried {
  /** The result of the trial's group, with the trial as its right side. */
  readonly result: GroupResult;
  /** Where the directories of its node are. */
  readonly right: Place;
}

/** Runs all trials at once. `right` is the node's own place. */
export async function runTrials(
  node: KubeNode,
  right: Place,
  trials: readonly Trial[],
): Promise<ReadonlyMap<Trial, Tried>> {
  const side = rightSide(node);
  const groups = new Map(trials.map((trial, i) => [trial, groupOf(trial, i)] as const));
  try {
    const objects = [...groups].flatMap(([trial, { name }]) => placed(trial, name));
    for (const [{ one }, { name }] of groups)
      writeBelow(node.machine.outside('/'), moved(one.files ?? {}, name));
    await free(side, trials);
    await create(node, objects);
    await untilSpoken(side, [...groups.values()]);
    await sleep(Math.max(0, ...[...groups.values()].map(({ watch }) => watch ?? 0)));
    await Promise.all(
      [...groups.values()].filter(({ stops }) => stops === true).map((group) => side.stop(group)),
    );
    const tried = new Map<Trial, Tried>();
    for (const [trial, group] of groups) {
      const result = { ...trial.result, group, right: await show(side, group, trial.one) };
      const own = path.join(node.machine.outside('/'), ownPlace('/srv/', group.name));
      const places = { ...right.places, [own]: '/srv/' };
      tried.set(trial, { result, right: { ...right, places } });
    }
    return tried;
  } finally {
    const names = [...groups.values()].map(({ name }) => name);
    await node.kubectl(['delete', 'namespaces', '--wait=false', '--ignore-not-found', ...names]);
    side.close();
  }
}

/** A port of the node can be had once: the groups that hold one that a trial wants are stopped. */
async function free(side: Side, trials: readonly Trial[]): Promise<void> {
  const holders = trials.filter(({ one, result }) =>
    JSON.stringify(objectsOf(one, result.converted.manifests)).includes('"hostPort"'),
  );
  const groups = new Map(holders.map(({ result: { group } }) => [group.name, group]));
  for (const group of groups.values()) await side.stop(group);
}

/** The group of the case with this case alone, under the name of the trial's namespace. */
const groupOf = ({ one, result }: Trial, index: number): CaseGroup => ({
  ...result.group,
  name: `mutation-${index + 1}`,
  cases: [one],
});

function placed({ one, mutation, result }: Trial, namespace: string): readonly JsonObject[] {
  const objects = objectsOf(one, result.converted.manifests);
  const broken = mutation === null ? objects : mutate(objects, mutation);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...broken.map((object) => ({
      ...withOwnFiles(object, namespace),
      metadata: { ...(object.metadata as JsonObject), namespace },
    })),
  ];
}

/** Trials do not see one another's files: each has a directory below `/srv` for what is there. */
const ownPlace = (file: string, namespace: string): string =>
  file.replace(/^\/srv\//, `/srv/${namespace}/`);

const moved = (
  files: Readonly<Record<string, string>>,
  namespace: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([file, t]) => [ownPlace(file, namespace), t]));

const withOwnFiles = (object: JsonObject, namespace: string): JsonObject =>
  JSON.parse(JSON.stringify(object), (key, value) =>
    key === 'hostPath' && typeof value.path === 'string'
      ? { ...value, path: ownPlace(value.path, namespace) }
      : value,
  );

/** Namespaces first, and `create`: nothing of it is there yet. */
async function create(node: KubeNode, objects: readonly JsonObject[]): Promise<void> {
  const isFirst = ({ kind }: JsonObject): boolean => kind === 'Namespace';
  for (const items of [objects.filter(isFirst), objects.filter((one) => !isFirst(one))]) {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const { status, stderr } = await node.kubectl(['create', '--filename', '-'], list);
    if (status !== 0) throw new Error(`kubectl create ended with ${status}: ${stderr}`);
  }
}

/** Until all units have spoken, and had time for what they have to do. */
async function untilSpoken(side: Side, groups: readonly CaseGroup[]): Promise<void> {
  const silent = new Set(groups);
  let last = Date.now();
  while (silent.size > 0 && Date.now() - last < PATIENCE) {
    for (const group of silent) {
      const said = await side.observe(group);
      if (!witnessesOf(group).every((unit) => said.has(unit))) continue;
      silent.delete(group);
      last = Date.now();
    }
    if (silent.size > 0) await sleep(LOOK);
  }
  await sleep(ACTING);
}

const show = async (side: Side, group: CaseGroup, one: WitnessCase): Promise<Shown> => ({
  runs: await side.observe(group),
  complaints: new Map(),
  files: new Map(
    Object.keys(one.files ?? {}).map((file) => [file, side.readFile(ownPlace(file, group.name))]),
  ),
});
