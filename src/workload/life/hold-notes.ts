import type { UnitFacts } from '../../dialect/role.ts';
import type { Life } from './restart-notes.ts';

/** mapping B37a, G12, G13: what really happened to a container that its unit did not hold. */
export function sayHold(life: Life): void {
  const { hold, main, notes, unit } = life;
  if (main === null || hold === null) return;
  const span = main.step.step.command.span;
  if (main.role.loopSeconds !== null)
    notes.say('differs', span, 'G36', {
      what: 'the loop around docker run',
      how: `the kubelet restarts the container itself, where the loop waited ${main.role.loopSeconds} s`,
    });
  if (hold === 'run' || hold === 'attach') return;
  if (hold === 'start')
    notes.say('differs', span, 'G12', {
      what: 'a container made once and started again',
      how: 'its own root file system outlived restarts, in a Pod it is new each time',
    });
  else if (hold === 'logs' || hold === 'wait')
    notes.say('differs', span, 'G13', {
      what: `docker ${hold}`,
      how: 'it ended with 0 whatever the container did; the Pod holds the container itself',
    });
  else
    notes.say('ran-detached', span, 'B37', {
      what: hold === 'start-detached' ? 'docker start' : 'docker run -d',
      happened: whatHappened(unit, life),
    });
}

function whatHappened(unit: UnitFacts, { directives, container }: Life): string {
  const policy = container?.peek('container.docker-restart')?.policy ?? 'no';
  if (policy !== 'no') return 'was supervised only by docker';
  if (directives.peek('service.remain-after-exit') === true)
    return 'was not looked after: nobody noticed when it died';
  const stops = unit.steps.some(
    ({ step, roles }) => step.key === 'ExecStop' && roles.some((r) => r.kind === 'stop-container'),
  );
  return stops ? "never stayed up: the unit's own ExecStop stopped it" : 'ran unsupervised';
}
