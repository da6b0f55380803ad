import type { Span } from '../source/source.ts';
import { expandSpecifiers } from '../unit/specifiers.ts';
import type { Directive, Unit } from '../unit/unit.ts';
import { parseBoolean } from '../unit/values.ts';
import type { ExecKey } from './command.ts';

/** Why systemd does not load a service (mapping B01a). */
export interface LoadProblem {
  readonly why: string;
  /** null: something is missing. */
  readonly span: Span | null;
}

/** `counts`: how many commands each key has. What the reading of the command lines found comes on top of it. */
export function loadProblemsOf(
  unit: Unit,
  counts: ReadonlyMap<ExecKey, number>,
): readonly LoadProblem[] {
  const service = unit.directives.filter(({ section }) => section === 'Service');
  const type = typeOf(service, counts);
  return [
    ...missingCommands(service, type, counts),
    ...(type === 'oneshot' ? oneshotProblems(service) : manyStarts(service, counts)),
    ...(type === 'dbus' && textOf(service, 'BusName') === ''
      ? [{ why: 'Type=dbus needs BusName=', span: spanOfKey(service, 'Type') }]
      : []),
    ...service.flatMap((directive) => directoryProblem(directive, unit)),
  ];
}

const TYPES = ['simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'idle'];

/** The last valid `Type=` counts; without one, what the other keys make of it (man systemd.service, "Type="). */
function typeOf(service: readonly Directive[], counts: ReadonlyMap<ExecKey, number>): string {
  const said = service.findLast(({ key, value }) => key === 'Type' && TYPES.includes(value.text));
  if (said !== undefined) return said.value.text;
  if (textOf(service, 'BusName') !== '') return 'dbus';
  return (counts.get('ExecStart') ?? 0) === 0 ? 'oneshot' : 'simple';
}

function missingCommands(
  service: readonly Directive[],
  type: string,
  counts: ReadonlyMap<ExecKey, number>,
): readonly LoadProblem[] {
  if ((counts.get('ExecStart') ?? 0) > 0) return [];
  const stays = service.findLast(
    ({ key, value }) => key === 'RemainAfterExit' && parseBoolean(value.text) !== null,
  );
  const stops = (counts.get('ExecStop') ?? 0) > 0;
  if (stops && type !== 'oneshot')
    return [{ why: 'only Type=oneshot may do without ExecStart=', span: null }];
  if (stops && stays !== undefined && parseBoolean(stays.value.text) === true) return [];
  const why = stops ? 'ExecStop= alone needs RemainAfterExit=yes' : 'there is no ExecStart=';
  return [{ why, span: null }];
}

function manyStarts(
  service: readonly Directive[],
  counts: ReadonlyMap<ExecKey, number>,
): readonly LoadProblem[] {
  if ((counts.get('ExecStart') ?? 0) < 2) return [];
  return [
    {
      why: 'only Type=oneshot may have more than one command in ExecStart=',
      span: spanOfKey(service, 'ExecStart'),
    },
  ];
}

const RESTARTS = [
  'no',
  'always',
  'on-success',
  'on-failure',
  'on-abnormal',
  'on-abort',
  'on-watchdog',
];

function oneshotProblems(service: readonly Directive[]): readonly LoadProblem[] {
  const restart = service.findLast(
    ({ key, value }) => key === 'Restart' && RESTARTS.includes(value.text),
  );
  const problems: LoadProblem[] = [];
  if (restart?.value.text === 'always' || restart?.value.text === 'on-success')
    problems.push({
      why: `Type=oneshot does not go with Restart=${restart.value.text}`,
      span: restart.span,
    });
  if (textOf(service, 'RestartForceExitStatus') !== '')
    problems.push({
      why: 'Type=oneshot does not go with RestartForceExitStatus=',
      span: spanOfKey(service, 'RestartForceExitStatus'),
    });
  return problems;
}

function directoryProblem({ key, value, span }: Directive, unit: Unit): readonly LoadProblem[] {
  if (key !== 'WorkingDirectory') return [];
  const { text } = expandSpecifiers(value, unit.name);
  if (text === '' || text.startsWith('-') || text.startsWith('/') || text === '~') return [];
  return [{ why: 'WorkingDirectory= is not absolute', span }];
}

const textOf = (service: readonly Directive[], wanted: string): string =>
  service.findLast(({ key }) => key === wanted)?.value.text ?? '';

const spanOfKey = (service: readonly Directive[], wanted: string): Span | null =>
  service.findLast(({ key }) => key === wanted)?.span ?? null;
