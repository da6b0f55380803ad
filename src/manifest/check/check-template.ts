import { checkAnnotations } from './check-metadata.ts';
import { checkPodSpec } from './check-pod.ts';
import { child, entries, has, type Place, pathOf } from './place.ts';
import type { Check } from './problem.ts';

export const labelsOf = (template: Place | null): ReadonlyMap<string, string> =>
  new Map(entries(child(template, 'metadata'), 'labels'));

export function checkTemplate(
  template: Place | null,
  claims: readonly string[],
  check: Check,
): void {
  const metadata = child(template, 'metadata');
  if (metadata !== null) checkAnnotations(metadata, check);
  const spec = child(template, 'spec');
  if (template === null || spec === null)
    check.say(template?.path ?? 'spec.template', 'H104', 'needs a spec');
  else {
    checkPodSpec(spec, labelsOf(template), claims, check);
    if (has(spec, 'ephemeralContainers'))
      check.say(pathOf(spec, 'ephemeralContainers'), 'H104', 'is not for templates');
  }
}
