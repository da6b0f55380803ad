import { dockerCase, type WitnessCase } from '../case.ts';
import { IMAGE, mapped, removed, run, unit } from './service-lines.ts';

const DROP_INS: readonly WitnessCase[] = [
  {
    name: 'service/drop-ins',
    shows: 'drop-ins, in order',
    units: {
      'service-drop-ins.service': unit([
        'Environment=A=main B=main C=main',
        'ExecStart=/usr/bin/witness main $A $B $C --do wait',
      ]),
      'service-drop-ins.service.d/20-second.conf': unit(['Environment=B=second C=second']),
      'service-drop-ins.service.d/10-first.conf': unit(['Environment=A=first B=first']),
      'service-drop-ins.service.d/30-not-read.txt': unit(['Environment=A=other']),
    },
    options: mapped('service-drop-ins.service'),
  },
  {
    name: 'service/drop-in-command',
    shows: 'a drop-in that replaces ExecStart=',
    units: {
      'service-drop-in-command.service': unit([
        removed('service-drop-in-command'),
        `ExecStart=${run('service-drop-in-command', 'main --do wait', '--rm -e A=main')}`,
      ]),
      'service-drop-in-command.service.d/10-command.conf': unit([
        'ExecStart=',
        `ExecStart=${run('service-drop-in-command', 'replaced --do wait', '--rm -e A=drop-in')}`,
      ]),
    },
  },
  {
    name: 'service/drop-in-reset',
    shows: 'a drop-in that takes Environment= back',
    units: {
      'service-drop-in-reset.service': unit([
        'Environment=A=main',
        'ExecStart=/usr/bin/witness --do wait',
      ]),
      'service-drop-in-reset.service.d/10-reset.conf': unit([
        'Environment=',
        'Environment=B=drop-in',
      ]),
    },
    options: mapped('service-drop-in-reset.service'),
  },
  {
    name: 'service/template-drop-ins',
    shows: 'drop-ins of a template and of its instance',
    units: {
      'service-template-drop-ins@.service': unit([
        'Environment=A=main B=main C=main I=%i',
        'ExecStart=/usr/bin/witness %i --do wait',
      ]),
      'service-template-drop-ins@1.service': unit([
        'Environment=A=main B=main C=main I=%i',
        'ExecStart=/usr/bin/witness %i --do wait',
      ]),
      'service-template-drop-ins@.service.d/10-all.conf': unit(['Environment=B=all-%i C=all']),
      'service-template-drop-ins@1.service.d/20-one.conf': unit(['Environment=C=one']),
    },
    options: mapped('service-template-drop-ins@1.service'),
  },
  {
    name: 'service/alias',
    shows: 'Alias=',
    units: {
      'service-alias.service': `${unit([
        'ExecStart=/usr/bin/witness %n %p --do wait',
      ])}[Install]\nWantedBy=multi-user.target\nAlias=service-alias-other.service\n`,
    },
    options: mapped('service-alias.service'),
  },
];

const MORE: readonly WitnessCase[] = [
  dockerCase('service/docker-path', 'a program without its path', '', 'a --do wait', {
    units: {
      'service-docker-path.service': unit([
        'ExecStartPre=-docker rm -f service-docker-path',
        `ExecStart=docker run --rm --name service-docker-path ${IMAGE} a --do wait`,
      ]),
    },
  }),
];

/** Drop-ins, and other ways in which a unit is put together. */
export const DROP_IN_CASES: readonly WitnessCase[] = [...DROP_INS, ...MORE];
