import type { JsonObject } from '../manifest.ts';
import { annotationKey, dnsLabel, dnsLabel1035, dnsSubdomain, type NameRule } from './names.ts';
import { child, entries, type Place, pathOf, text } from './place.ts';
import type { Check } from './problem.ts';

/** Keys and values together, in bytes (mapping A33). */
const ANNOTATIONS_LIMIT = 262_144;

const noLongerThan =
  (most: number, rule: NameRule): NameRule =>
  (name) =>
    name.length > most ? `must be no more than ${most} characters` : rule(name);

/** What each kind takes as its name; StatefulSet and DaemonSet: what they can make Pods of (mapping A17). */
const NAME_RULES: Readonly<Record<string, NameRule>> = {
  CronJob: noLongerThan(52, dnsSubdomain),
  DaemonSet: noLongerThan(242, dnsSubdomain),
  Job: noLongerThan(63, dnsSubdomain),
  Namespace: dnsLabel,
  StatefulSet: noLongerThan(52, dnsLabel),
};

/** Names, labels and annotations (mapping H102). */
export function checkMetadata(manifest: JsonObject, kind: string, check: Check): void {
  const metadata = child({ path: '', value: manifest }, 'metadata');
  if (metadata === null) {
    check.say('metadata', 'H102', 'is required');
    return;
  }
  const wrong = nameRuleOf(kind, check)(text(metadata, 'name') ?? '');
  if (wrong !== null) check.say('metadata.name', 'A17', wrong);
  checkAnnotations(metadata, check);
  if (kind === 'Namespace') checkPodSecurityLabels(metadata, check);
}

/** mapping A08: before 1.36 a Service's name begins with a letter. */
function nameRuleOf(kind: string, check: Check): NameRule {
  if (kind === 'Service') return check.version === '1.35' ? dnsLabel1035 : dnsLabel;
  return NAME_RULES[kind] ?? dnsSubdomain;
}

export function checkAnnotations(metadata: Place, check: Check): void {
  let size = 0;
  for (const [key, value] of entries(metadata, 'annotations')) {
    const wrong = annotationKey(key);
    const path = pathOf(metadata, 'annotations');
    if (wrong !== null) check.say(`${path}[${key}]`, 'A33', wrong);
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (size > ANNOTATIONS_LIMIT)
    check.say(pathOf(metadata, 'annotations'), 'A33', `must be at most ${ANNOTATIONS_LIMIT} bytes`);
}

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** mapping H92 */
function checkPodSecurityLabels(metadata: Place, check: Check): void {
  for (const [key, value] of entries(metadata, 'labels'))
    if (
      /^pod-security\.kubernetes\.io\/(?:enforce|audit|warn)$/.test(key) &&
      !LEVELS.includes(value)
    )
      check.say(pathOf(metadata, 'labels'), 'H92', `${key} must be one of ${LEVELS.join(', ')}`);
}
