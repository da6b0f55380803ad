import { dnsSubdomain, labelValue } from './names.ts';
import {
  child,
  children,
  descend,
  entries,
  has,
  number,
  type Place,
  pathOf,
  text,
  texts,
} from './place.ts';
import type { Check } from './problem.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** mapping H107. `labels`: those of the Pod itself. */
export function checkAffinity(
  spec: Place,
  labels: ReadonlyMap<string, string>,
  check: Check,
): void {
  const affinity = child(spec, 'affinity');
  const node = child(affinity, 'nodeAffinity');
  const required = child(node, REQUIRED);
  if (required !== null && children(required, 'nodeSelectorTerms').length === 0)
    check.say(pathOf(required, 'nodeSelectorTerms'), 'H107', 'is required');
  for (const term of children(required, 'nodeSelectorTerms')) checkNodeTerm(term, check);
  for (const term of children(node, PREFERRED)) {
    const preference = child(term, 'preference');
    if (preference !== null) checkNodeTerm(preference, check);
  }
  for (const field of ['podAffinity', 'podAntiAffinity'])
    for (const term of podTerms(child(affinity, field))) checkPodTerm(term, check);
  for (const term of children(child(affinity, 'podAffinity'), REQUIRED))
    checkFollower(term, labels, check);
  for (const spread of children(spec, 'topologySpreadConstraints')) checkSpread(spread, check);
  for (const toleration of children(spec, 'tolerations')) checkToleration(toleration, check);
}

const podTerms = (place: Place | null): readonly Place[] => [
  ...children(place, REQUIRED),
  ...children(place, PREFERRED).flatMap((term) => child(term, 'podAffinityTerm') ?? []),
];

function checkNodeTerm(term: Place, check: Check): void {
  if (Object.keys(term.value).length === 0) check.say(term.path, 'H107', 'matches nothing');
  for (const expression of children(term, 'matchExpressions')) {
    checkExpression(expression, check);
    for (const value of texts(expression, 'values')) checkNodeValue(expression, value, check);
  }
  for (const field of children(term, 'matchFields')) checkNodeName(field, check);
}

function checkNodeValue(expression: Place, value: string, check: Check): void {
  const operator = text(expression, 'operator');
  const wrong =
    operator === 'Gt' || operator === 'Lt'
      ? /^-?\d+$/.test(value)
        ? null
        : 'must be a whole number'
      : labelValue(value);
  if (wrong !== null) check.say(pathOf(expression, 'values'), 'H107', wrong);
}

/** Nodes have one field to ask for (mapping C19). */
function checkNodeName(field: Place, check: Check): void {
  const values = texts(field, 'values');
  const wrong = dnsSubdomain(values[0] ?? '');
  if (values.length !== 1) check.say(pathOf(field, 'values'), 'H107', 'must be exactly one');
  else if (wrong !== null) check.say(pathOf(field, 'values'), 'C19', wrong);
  if (text(field, 'key') !== 'metadata.name')
    check.say(pathOf(field, 'key'), 'C19', 'must be metadata.name');
}

/** `In` needs values, `Exists` must have none. */
function checkExpression(expression: Place, check: Check): void {
  const operator = text(expression, 'operator') ?? '';
  const count = texts(expression, 'values').length;
  const path = pathOf(expression, 'values');
  if ((operator === 'Gt' || operator === 'Lt') && count !== 1)
    check.say(path, 'H107', 'must be exactly one');
  if ((operator === 'In' || operator === 'NotIn') && count === 0)
    check.say(path, 'H107', 'is required');
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
    check.say(path, 'H107', `must not stand beside ${operator}`);
}

export function checkSelector(selector: Place | null, check: Check): void {
  for (const expression of children(selector, 'matchExpressions'))
    checkExpression(expression, check);
}

function checkPodTerm(term: Place, check: Check): void {
  const selector = child(term, 'labelSelector');
  if (isBare(selector))
    check.say(pathOf(term, 'labelSelector'), 'H107', 'is all Pods or none: must name some');
  checkSelector(selector, check);
  if ((text(term, 'topologyKey') ?? '') === '')
    check.say(pathOf(term, 'topologyKey'), 'H107', 'is required');
  const mismatch = texts(term, 'mismatchLabelKeys');
  const named = new Set(keysOf(selector));
  for (const key of texts(term, 'matchLabelKeys')) {
    if (mismatch.includes(key) || named.has(key))
      check.say(pathOf(term, 'matchLabelKeys'), 'H107', `${key} is named twice`);
  }
}

const isBare = (selector: Place | null): boolean =>
  selector === null ||
  (entries(selector, 'matchLabels').length === 0 &&
    children(selector, 'matchExpressions').length === 0);

const keysOf = (selector: Place | null): readonly string[] => [
  ...entries(selector, 'matchLabels').map(([key]) => key),
  ...children(selector, 'matchExpressions').map((e) => text(e, 'key') ?? ''),
];

/** A follower that its own term matches satisfies itself, and lands anywhere (mapping C35). */
function checkFollower(term: Place, labels: ReadonlyMap<string, string>, check: Check): void {
  const selector = child(term, 'labelSelector');
  if (!isBare(selector) && matches(selector, labels))
    check.say(pathOf(term, 'labelSelector'), 'H107', 'matches the Pod itself');
}

/** Does a label selector match these labels? */
export function matches(selector: Place | null, labels: ReadonlyMap<string, string>): boolean {
  return (
    entries(selector, 'matchLabels').every(([key, value]) => labels.get(key) === value) &&
    children(selector, 'matchExpressions').every((expression) => holds(expression, labels))
  );
}

function holds(expression: Place, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(text(expression, 'key') ?? '');
  const isAmong = value !== undefined && texts(expression, 'values').includes(value);
  switch (text(expression, 'operator')) {
    case 'In':
      return isAmong;
    case 'NotIn':
      return !isAmong;
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** mapping C43, H2-05 */
function checkSpread(spread: Place, check: Check): void {
  checkSelector(child(spread, 'labelSelector'), check);
  if (texts(spread, 'matchLabelKeys').length > 0 && !has(spread, 'labelSelector'))
    check.say(pathOf(spread, 'matchLabelKeys'), 'H2-05', 'needs a labelSelector');
  if (
    number(spread, 'minDomains') !== null &&
    text(spread, 'whenUnsatisfiable') !== 'DoNotSchedule'
  )
    check.say(pathOf(spread, 'minDomains'), 'C43', 'is for DoNotSchedule');
  const named = new Set(keysOf(descend(spread, 'labelSelector')));
  for (const key of texts(spread, 'matchLabelKeys'))
    if (named.has(key))
      check.say(pathOf(spread, 'matchLabelKeys'), 'H107', `${key} is named twice`);
}

/** mapping C11, C44 */
function checkToleration(toleration: Place, check: Check): void {
  const operator = text(toleration, 'operator') ?? 'Equal';
  if (has(toleration, 'tolerationSeconds') && text(toleration, 'effect') !== 'NoExecute')
    check.say(pathOf(toleration, 'effect'), 'C44', 'must be NoExecute beside tolerationSeconds');
  if (operator === 'Exists' && (text(toleration, 'value') ?? '') !== '')
    check.say(pathOf(toleration, 'value'), 'C11', 'must not stand beside Exists');
  if (operator !== 'Exists' && (text(toleration, 'key') ?? '') === '')
    check.say(pathOf(toleration, 'operator'), 'C11', 'must be Exists without a key');
}
