import type { UnitFacts } from '../../dialect/role.ts';
import type { Ledger } from '../../fact/ledger.ts';
import type { Notes } from '../../finding/notes.ts';
import type { EtcdBook } from '../environment/etcd-book.ts';
import type { FileBook } from '../environment/file-book.ts';
import type { SecretBook } from '../environment/secret-book.ts';
import type { SymbolTable } from '../environment/symbol-table.ts';
import type { Group, GroupKind, Surroundings } from '../group.ts';
import type { ClaimBook } from '../storage/claim-book.ts';
import type { VolumeBook } from '../storage/volume-book.ts';

/** Everything that the rules of one container ask while it is built. */
export interface Scope {
  readonly group: Group;
  readonly unit: UnitFacts;
  readonly around: Surroundings;
  readonly notes: Notes;
  readonly ledger: Ledger;
  /** Name of the container, unique in the Pod. */
  readonly container: string;
  readonly list: 'containers' | 'initContainers';
  readonly symbols: SymbolTable;
  readonly secrets: SecretBook;
  readonly volumes: VolumeBook;
  readonly claims: ClaimBook;
  readonly files: FileBook;
  readonly etcd: EtcdBook;
  /** `docker run` ran attached, so that signals and the exit status went through the client (mapping Z4). */
  readonly attached: boolean;
  /** The container outlived restarts of the unit (mapping E5-24). */
  readonly kept: boolean;
  /** Paths that `mkdir` of a Pre line made (mapping G83). */
  readonly madeByPre: ReadonlySet<string>;
}

const TEMPLATE = {
  Deployment: 'spec.template',
  DaemonSet: 'spec.template',
  StatefulSet: 'spec.template',
  Job: 'spec.template',
  CronJob: 'spec.jobTemplate.spec.template',
} as const satisfies Record<GroupKind, string>;

/** `Deployment/web spec.template.spec.hostNetwork` */
export function podField({ group }: Pick<Scope, 'group'>, path: string): string {
  return `${group.kind}/${group.name} ${TEMPLATE[group.kind]}.spec.${path}`;
}

/** `Deployment/web spec.template.metadata.annotations[…]` */
export function metaField({ group }: Pick<Scope, 'group'>, path: string): string {
  return `${group.kind}/${group.name} ${TEMPLATE[group.kind]}.metadata.${path}`;
}

/** `Deployment/web spec.template.spec.containers[web].image` */
export function containerField(scope: Scope, path: string): string {
  return podField(scope, `${scope.list}[${scope.container}].${path}`);
}
