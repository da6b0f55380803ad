import type { RelationKind } from '../../../fact/slots.ts';
import { type Effect, reads, said, unsupported } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { namedUnits, unitNames } from '../directive-forms.ts';

const unit = rowsOf('systemd/dependencies', 'Unit');

const relation = (how: RelationKind): Effect =>
  reads('sets', namedUnits, ({ names, skipped }) => ({
    kind: 'facts',
    facts: names.map(({ text }) => said('unit.relation', { how, unit: text })),
    ...(skipped.length > 0 && {
      also: { kind: 'not-needed', why: `systemd skips ${skipped.join(' ')}: no name of a unit` },
    }),
  }));

const NO_RELOAD = 'Kubernetes has no reload: a change of its configuration restarts a Pod';

/** Dependencies of [Unit] (mapping D1-03–D1-12): facts, because what they come to depends on the other unit. */
export const DEPENDENCY_DIRECTIVES: readonly DirectiveEntry[] = [
  ...unit('Wants', 'D1-03', relation('Wants'), 'dependency'),
  ...unit('Requires|RequiresOverridable', 'D1-03', relation('Requires'), 'dependency'),
  ...unit('Requisite|RequisiteOverridable', 'D1-03', relation('Requisite'), 'dependency'),
  ...unit('Upholds', 'D1-03', relation('Upholds'), 'dependency'),
  ...unit('After', 'D1-04', relation('After'), 'dependency'),
  ...unit('Before', 'D1-04', relation('Before'), 'dependency'),
  ...unit('BindsTo|BindTo', 'D1-05', relation('BindsTo'), 'dependency'),
  ...unit('PartOf', 'D1-06', relation('PartOf'), 'dependency'),
  ...unit('PropagatesStopTo', 'D1-06', relation('PropagatesStopTo'), 'dependency'),
  ...unit('StopPropagatedFrom', 'D1-06', relation('StopPropagatedFrom'), 'dependency'),
  ...unit('StopRetroactively', 'D1-06', unsupported('stopping one workload does not stop another')),
  ...unit('Conflicts', 'D1-07', relation('Conflicts'), 'dependency'),
  ...unit(
    'PropagatesReloadTo|PropagateReloadTo ReloadPropagatedFrom|PropagateReloadFrom',
    'D1-08',
    unsupported(NO_RELOAD, unitNames),
    'dependency',
  ),
  ...unit('JoinsNamespaceOf', 'D1-09', relation('JoinsNamespaceOf'), 'dependency'),
  ...unit('OnFailure', 'D1-12', relation('OnFailure'), 'dependency'),
  ...unit('OnSuccess', 'D1-12', relation('OnSuccess'), 'dependency'),
];
