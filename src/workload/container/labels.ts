import { readEnvFile } from '../../dialect/docker/env-file.ts';
import type { FactOf } from '../../fact/fact.ts';
import type { KeyValue } from '../../fact/slots.ts';
import { clientFile } from '../environment/client-file.ts';
import { plainText } from '../environment/pod-text.ts';
import { encodedKey } from './pod-name.ts';
import { metaField, type Scope } from './scope.ts';

/** What `--label`, `--label-file` and `--annotation` come to in the metadata of the Pod. */
export interface PodLabels {
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

type Said = Pick<FactOf<'container.label'>, 'value' | 'token' | 'rule'>;

/** mapping E2-11, E2-12: a label of a flag counts more than one of a file. */
export function labelsOf(scope: Scope): PodLabels {
  const { decisions } = scope.around;
  const prefix = decisions.text('prefix') ?? 'fleetlift.dev';
  const asLabels = decisions.text('labels-as') === 'labels';
  const annotations: Record<string, string> = {};
  const labels: Record<string, string> = {};
  const carry = (word: string, { value, token, rule }: Said): void => {
    const about = { token, rule, what: `the label ${value.key}`, variable: null };
    const text = plainText(scope, value.value, about);
    if (asLabels && word === 'docker-label' && isLabel(value.key, text)) {
      labels[value.key] = text;
      scope.notes.settle(token, 'set', rule, { field: metaField(scope, `labels[${value.key}]`) });
      return;
    }
    const key = `${prefix}/${encodedKey(`${word}.${value.key}`)}`;
    annotations[key] = text;
    scope.notes.settle(token, 'set', rule, { field: metaField(scope, `annotations[${key}]`) });
  };
  for (const file of scope.ledger.many('container.label-file'))
    for (const said of labelsOfFile(scope, file)) carry('docker-label', said);
  for (const said of scope.ledger.many('container.label')) carry('docker-label', said);
  for (const said of scope.ledger.many('container.annotation')) carry('docker-annotation', said);
  return { annotations, labels };
}

/** A bare name has no variable to take a value from, so the client leaves it out. */
function labelsOfFile(
  scope: Scope,
  { value, token, rule }: FactOf<'container.label-file'>,
): readonly Said[] {
  const { path, content } = clientFile(scope, value.path);
  if (content === null) {
    scope.notes.say('decide', token, rule, {
      what: '--label-file',
      question: `the labels of ${path} are not in the input; write them with --label, or give the file with --option files=DIR`,
    });
    return [];
  }
  const entries = readEnvFile(content);
  if (entries === null) {
    scope.notes.say('bad-value', token, rule, {
      what: '--label-file',
      value: path,
      expected: 'names without blanks, and all of it in UTF-8',
    });
    return [];
  }
  const valued = entries.flatMap(({ name, value: text }): readonly KeyValue[] =>
    text === null ? [] : [{ key: name, value: text }],
  );
  if (valued.length === 0)
    scope.notes.settle(token, 'no-effect', rule, { why: 'it has no labels' });
  return valued.map((label) => ({ value: label, token, rule }));
}

const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

function isLabel(key: string, value: string): boolean {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? null : key.slice(0, slash);
  const reserved = /(^|\.)(kubernetes|k8s)\.io$/.test(prefix ?? '');
  const legalPrefix = prefix === null || /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(prefix);
  return (
    !reserved &&
    legalPrefix &&
    NAME.test(key.slice(slash + 1)) &&
    (value === '' || NAME.test(value))
  );
}
