import type { Decisions } from '../decision/options.ts';
import { placementOf } from '../dialect/fleet/read-placement.ts';
import { readUnit } from '../dialect/read-unit.ts';
import type { UnitFacts } from '../dialect/role.ts';
import type { Finding } from '../finding/finding.ts';
import { type AccountOf, type Book, openBook } from '../finding/notes.ts';
import type { Files, GivenInstances, Inventory } from '../inventory/inventory.ts';
import { readInventory } from '../inventory/read.ts';
import { checkManifests } from '../manifest/check.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { podSecurityOf } from '../manifest/pod-security.ts';
import { asJson } from '../manifest/print.ts';
import { renderManifests } from '../manifest/render.ts';
import type { Unit } from '../unit/unit.ts';
import { assemble } from '../workload/assemble.ts';
import { type NodeLabels, nodeLabelsOf } from '../workload/placement/node-labels.ts';
import type { UnitOutcome } from '../workload/workload.ts';
import { tidyFindings } from './tidy-findings.ts';

/** What a conversion comes to. Plain data; printing and writing it is somebody else's work. */
export interface Converted {
  readonly manifests: readonly Manifest[];
  /** Of the machines of a list of the fleet (mapping C17). */
  readonly nodeLabels: readonly NodeLabels[];
  /** Sorted by file and place, repeated ones of several instances said once. */
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountOf[];
  readonly outcomes: readonly UnitOutcome[];
  readonly inventory: Inventory;
}

/**
 * Unit texts in, manifests out (design.md, "The way through"). No file, clock, network or terminal is touched here.
 * Throws `UnaccountedToken` only: a bug of ours.
 */
export function convert(
  files: Files,
  given: readonly GivenInstances[],
  decisions: Decisions,
): Converted {
  const book = openBook();
  const inventory = readInventory(files, given, { lenient: decisions.isOn('lenient') }, book);
  const units = [...inventory.units, ...inventory.bareTemplates].filter(
    (unit) => unit.state === 'readable',
  );
  const facts = units.map((unit) => factsOf(unit, files, decisions, book));
  const placements = new Map(
    units.map((unit) => [
      unit.name.full,
      placementOf(unit, book.of(unit.name.full), {
        lenient: decisions.isOn('lenient'),
        machines: inventory.machines ?? [],
      }),
    ]),
  );
  const conversion = assemble(facts, placements, inventory, decisions, book);
  const nodeLabels = nodeLabelsOf(inventory.machines ?? [], decisions, book.of(null));
  const manifests = validOnly(renderManifests(conversion, decisions, book), decisions, book);
  sayPodSecurity(manifests, book);
  return {
    manifests,
    nodeLabels,
    findings: tidyFindings(book.findings),
    accounts: book.close(),
    outcomes: conversion.outcomes,
    inventory,
  };
}

/** Leaves out, and says, what Kubernetes would refuse (docs/decisions/005). */
function validOnly(
  manifests: readonly Manifest[],
  decisions: Decisions,
  book: Book,
): readonly Manifest[] {
  const problems = checkManifests(manifests, decisions.kubeVersion, decisions.list('enable'));
  const notes = book.of(null);
  for (const { object, path, message } of problems)
    notes.say('invalid-object', null, 'H100', { object, path, problem: message });
  const refused = new Set(problems.map((problem) => problem.object));
  return manifests.filter((m) => !refused.has(`${m.kind}/${m.metadata.name}`));
}

/** Once a run: all objects go to one namespace (mapping A16, H92). */
function sayPodSecurity(manifests: readonly Manifest[], book: Book): void {
  const needed = podSecurityOf(manifests.map(asJson));
  if (needed !== null) book.of(null).say('pod-security-level', null, 'H92', needed);
}

function factsOf(unit: Unit, files: Files, decisions: Decisions, book: Book): UnitFacts {
  const supplied = { files: files.supplied, variables: givenVariables(decisions) };
  return readUnit(unit, supplied, book.of(unit.name.full));
}

/** `--option set=NAME=value` */
export function givenVariables(decisions: Decisions): ReadonlyMap<string, string> {
  return new Map(
    decisions.list('set').map((text) => {
      const eq = text.indexOf('=');
      return [text.slice(0, eq), text.slice(eq + 1)];
    }),
  );
}
