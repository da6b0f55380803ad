import type { Token } from '../../finding/account.ts';
import { sanitised, shortened } from '../container/pod-name.ts';
import type { Scope } from '../container/scope.ts';
import { serviceNameOf } from '../set/names.ts';
import { containerCalled } from '../storage/volumes-from.ts';
import { wellKnownPort } from './services.ts';

/**
 * mapping E4-20, E4-29, E4-31: the Service itself belongs to the unit that is linked to. True: the Pod gets the
 * variables of Services.
 */
export function linksOf(scope: Scope): boolean {
  let any = false;
  for (const { value, token } of scope.ledger.many('container.link')) {
    const alias = serviceNameOf(
      shortened(sanitised(value.alias), 61),
      scope.around.decisions.kubeVersion,
    );
    const target = scope.around.groupOfContainer(value.container.text);
    const prefix = `${value.alias.toUpperCase().replaceAll('-', '_')}_`;
    const reads = readsVariables(scope, prefix, token);
    if (target === null)
      scope.notes.say('decide', token, 'E4-20', {
        what: `the link to ${value.container.text}`,
        question: 'no unit of the input runs a container of that name: what is its address?',
      });
    else
      scope.notes.say('differs', token, 'E4-20', {
        what: `the link to ${value.container.text}`,
        how: `it becomes the Service ${alias}, a client starts without waiting for it, ${withoutVariables(prefix, reads)}`,
      });
    if (target !== null) sayAssumedPort(scope, value.container.text, token);
    if (alias !== value.alias)
      scope.notes.say('decide', token, 'E4-31', {
        what: `the alias ${value.alias}`,
        question: `a Service cannot have that name: clients have to use ${alias}`,
      });
    any ||= reads;
  }
  return any;
}

/** mapping E4-29: docker wrote the alias, the name and the id of the container into /etc/hosts as well. */
const withoutVariables = (prefix: string, reads: boolean): string =>
  reads
    ? `${prefix}PORT… are there in Pods that start after it, with those of every other Service, and there are neither ${prefix}NAME, ${prefix}ENV_… nor names of the container in /etc/hosts`
    : `and there are neither variables ${prefix}… nor names of the container in /etc/hosts`;

/** mapping E4-30: a link reached all ports of its target, a Service those that somebody names. */
function sayAssumedPort(scope: Scope, name: string, token: Token): void {
  const facts = containerCalled(scope, name)?.role.facts ?? [];
  if (facts.some((f) => f.slot === 'container.port' || f.slot === 'container.expose')) return;
  const image = facts.findLast((f) => f.slot === 'container.image');
  if (image?.slot !== 'container.image') return;
  const port = wellKnownPort(image.value.text);
  if (port === null)
    scope.notes.say('decide', token, 'E4-30', {
      what: `the ports of ${name}`,
      question:
        'neither the unit nor the name of its image tells them, so that the Service has none and only its DNS name works: which are they?',
    });
  else
    scope.notes.say('differs', token, 'E4-30', {
      what: `the link to ${name}`,
      how: `it leads to port ${port}, the usual one of that program, since the unit names none`,
    });
}

function readsVariables(scope: Scope, prefix: string, token: Token): boolean {
  const texts = [
    ...scope.ledger.many('container.args').map(({ value }) => value.text),
    ...scope.ledger.many('container.env').map(({ value }) => value.value?.text ?? ''),
  ];
  const reads = (name: string): boolean => texts.some((text) => text.includes(prefix + name));
  if (reads('ENV_') || reads('NAME'))
    scope.notes.say('decide', token, 'E4-29', {
      what: `the variables ${prefix}ENV_… of the link`,
      question: 'Kubernetes does not make them: give the values with -e',
    });
  return reads('PORT');
}
