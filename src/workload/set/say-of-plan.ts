import { templateOfInstance } from '../../unit/name.ts';
import type { Controller } from '../workload.ts';
import type { Placed } from './placed.ts';

/** What is to be said of a workload as a whole: its instances (mapping B20–B29) and its kind (H60-3). */
export function sayOfPlan({ plan, group }: Placed, controller: Controller): void {
  const { leader } = plan.pod;
  const { notes } = leader;
  const { name } = group;
  const template = templateOfInstance(leader.name) ?? leader.id;
  const count = plan.pods.length;
  if (plan.how === 'bare' && leader.desired !== 'inactive')
    notes.say('how-many-instances', null, 'B20', { template });
  if (plan.how === 'bare' && (leader.desired === 'loaded' || leader.desired === 'launched'))
    notes.say('template-placed', null, 'B20a', { template, desired: leader.desired });
  if (plan.how === 'replicas') notes.say('instances-alike', null, 'B23', { template, count, name });
  if (plan.how === 'ordinal')
    notes.say('instances-numbered', null, 'B24', { template, count, name });
  if (plan.quorum && controller.kind === 'StatefulSet')
    notes.say('decide', null, 'B29', {
      what: `the peers of ${name}`,
      question: `they have to find each other by the names ${name}-0.${controller.serviceName} and so on; how are they told?`,
    });
  if (controller.kind === 'StatefulSet')
    notes.say('keeps-running', null, 'H60-3', {
      why: `${name} is a StatefulSet, for its storage or its names`,
    });
}
