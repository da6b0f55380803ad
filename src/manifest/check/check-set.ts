import type { JsonObject } from '../manifest.ts';
import { matches } from './check-affinity.ts';
import { labelsOf } from './check-template.ts';
import { child, children, descend, flag, type Place, pathOf, text } from './place.ts';
import type { Problem } from './problem.ts';

interface Item {
  readonly kind: string;
  readonly name: string;
  readonly root: Place;
  /** The Pod template, or null. */
  readonly template: Place | null;
}

type Say = (item: Item, path: string, rule: string, message: string) => void;

/** References between the objects of a run (mapping H103, H104, H10-18): a Service without Pods, a Secret that is not there. */
export function checkSet(objects: readonly JsonObject[]): readonly Problem[] {
  const problems: Problem[] = [];
  const say: Say = (item, path, rule, message) =>
    problems.push({ object: `${item.kind}/${item.name}`, path, rule, message });
  const items = objects.map(itemOf);
  const there = new Set<string>();
  for (const item of items) {
    const key = `${item.kind}/${item.name}`;
    if (there.has(key)) say(item, 'metadata.name', 'A07', 'two objects have this name');
    there.add(key);
  }
  const templates = templatesByLabel(items);
  for (const item of items) {
    if (item.kind === 'Service') checkServiceTargets(item, templates, say);
    if (item.kind === 'StatefulSet') checkServiceName(item, there, say);
    if (item.template !== null) checkReferences(item, item.template, there, say);
  }
  return problems;
}

function itemOf(object: JsonObject): Item {
  const root: Place = { path: '', value: object };
  const kind = text(root, 'kind') ?? '';
  const spec = child(root, 'spec');
  const template =
    kind === 'CronJob' ? descend(spec, 'jobTemplate', 'spec', 'template') : child(spec, 'template');
  return { kind, name: text(child(root, 'metadata'), 'name') ?? '', root, template };
}

/** Templates by each of their labels, so that a Service finds its Pods without looking at all of them. */
function templatesByLabel(items: readonly Item[]): ReadonlyMap<string, readonly Place[]> {
  const index = new Map<string, Place[]>();
  for (const { template } of items)
    if (template !== null)
      for (const label of labelsOf(template)) {
        const key = label.join('=');
        index.set(key, [...(index.get(key) ?? []), template]);
      }
  return index;
}

function checkServiceTargets(
  item: Item,
  templates: ReadonlyMap<string, readonly Place[]>,
  say: Say,
): void {
  const spec = child(item.root, 'spec');
  const selector = child(spec, 'selector');
  if (spec === null || selector === null) return;
  const selected = selectedBy(selector, templates);
  if (selected.length === 0) say(item, selector.path, 'H4', 'selects no Pods');
  for (const port of children(spec, 'ports')) {
    const target = text(port, 'targetPort');
    const protocol = text(port, 'protocol') ?? 'TCP';
    if (target !== null && !selected.every((t) => hasPort(t, target, protocol)))
      say(item, pathOf(port, 'targetPort'), 'H10-18', `no ${protocol} port ${target} in the Pods`);
  }
}

function selectedBy(
  selector: Place,
  templates: ReadonlyMap<string, readonly Place[]>,
): readonly Place[] {
  const lists = Object.entries(selector.value).map(
    ([key, value]) => templates.get(`${key}=${String(value)}`) ?? [],
  );
  const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a), lists[0] ?? []);
  const asSelector: Place = { path: selector.path, value: { matchLabels: selector.value } };
  return shortest.filter((template) => matches(asSelector, labelsOf(template)));
}

const hasPort = (template: Place, name: string, protocol: string): boolean =>
  ['containers', 'initContainers'].some((field) =>
    children(child(template, 'spec'), field).some((container) =>
      children(container, 'ports').some(
        (port) => text(port, 'name') === name && (text(port, 'protocol') ?? 'TCP') === protocol,
      ),
    ),
  );

/** Another name gives the Pods no host names (mapping H10-15). */
function checkServiceName(item: Item, there: ReadonlySet<string>, say: Say): void {
  const name = text(child(item.root, 'spec'), 'serviceName') ?? '';
  if (!there.has(`Service/${name}`))
    say(item, 'spec.serviceName', 'H10-15', `there is no Service ${name}`);
}

/** Not made by us, on purpose: the keys are asked for, and until they are there the Pods wait (mapping G60, G62). */
const DEMANDED: ReadonlySet<string> = new Set(['ConfigMap/etcd-config', 'Secret/etcd-secrets']);

/** A Pod that reads what is not there waits for ever (mapping H104). */
function checkReferences(item: Item, template: Place, there: ReadonlySet<string>, say: Say): void {
  const spec = child(template, 'spec');
  for (const { place, kind, field } of referencesOf(spec)) {
    const name = text(place, field);
    const key = `${kind}/${name}`;
    if (name !== null && !flag(place, 'optional') && !there.has(key) && !DEMANDED.has(key))
      say(item, place.path, 'H104', `there is no ${kind} ${name}`);
  }
}

interface Reference {
  readonly place: Place;
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  readonly field: string;
}

function referencesOf(spec: Place | null): readonly Reference[] {
  const containers = ['containers', 'initContainers'].flatMap((field) => children(spec, field));
  const read = containers.flatMap((container) => [
    ...children(container, 'envFrom'),
    ...children(container, 'env').flatMap((variable) => child(variable, 'valueFrom') ?? []),
  ]);
  const volumes = children(spec, 'volumes');
  return [
    ...read.flatMap((source) => [
      ...reference(source, 'configMapRef', 'ConfigMap', 'name'),
      ...reference(source, 'configMapKeyRef', 'ConfigMap', 'name'),
      ...reference(source, 'secretRef', 'Secret', 'name'),
      ...reference(source, 'secretKeyRef', 'Secret', 'name'),
    ]),
    ...volumes.flatMap((volume) => [
      ...reference(volume, 'configMap', 'ConfigMap', 'name'),
      ...reference(volume, 'secret', 'Secret', 'secretName'),
      ...reference(volume, 'persistentVolumeClaim', 'PersistentVolumeClaim', 'claimName'),
    ]),
  ];
}

function reference(
  source: Place,
  field: string,
  kind: Reference['kind'],
  nameField: string,
): readonly Reference[] {
  const place = child(source, field);
  return place === null ? [] : [{ place, kind, field: nameField }];
}
