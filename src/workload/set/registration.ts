import { registrationOf } from '../../dialect/registrator.ts';
import type { FactOf } from '../../fact/fact.ts';
import { HOLE } from '../../source/logical-text.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import type { Scope } from '../container/scope.ts';
import { serviceNameOf } from './names.ts';

/**
 * mapping G58: what a container tells registrator by its variables, said once. Gives the variables that are left out of the
 * container: none unless `--option strip-registrator`, since the program may read them too.
 */
export function registeredVariables(scope: Scope): ReadonlySet<FactOf<'container.env'>> {
  const facts = scope.ledger.many('container.env');
  const told = registrationOf(facts);
  if (told === null || scope.list !== 'containers') return new Set();
  for (const { value, token } of told.variables) {
    const text = value.value?.text ?? '';
    const isName = /^SERVICE_(\d+_)?NAME$/.test(value.name) && text !== '' && !text.includes(HOLE);
    if (!isName || told.ignored) continue;
    const { kubeVersion } = scope.around.decisions;
    scope.notes.say('carried-over', token, 'G58', {
      what: `-e ${value.name}`,
      as: `the Service ${serviceNameOf(shortened(sanitised(text), 61), kubeVersion)}`,
    });
  }
  if (!scope.around.decisions.isOn('strip-registrator')) return new Set();
  for (const { value, token } of told.variables)
    scope.notes.say('not-needed', token, 'G58', {
      what: `-e ${value.name}`,
      why: 'registrator read it, and Services take its place',
    });
  return new Set(told.variables);
}
