import { keepsState } from '../container/image.ts';
import type { Scope } from '../container/scope.ts';
import { plainText } from '../environment/pod-text.ts';
import type { VolumeMount } from '../pod.ts';
import { lastPart, mounted, type Wish } from './mount.ts';

/** `-v name:/ctr`: a volume of docker, kept on one machine (mapping E5-02, E5-10, E5-14). */
export function dockerVolume(scope: Scope, wanted: Wish): VolumeMount {
  const { use, token, target } = wanted;
  const about = { token, rule: 'E5-02', what: 'the name of a volume', variable: null };
  const name = use.source === null ? lastPart(target) : plainText(scope, use.source, about);
  const driver = use.driver ?? scope.ledger.peek('container.volume-driver');
  if (driver !== null && driver !== 'local')
    scope.notes.say('decide', token, 'E5-14', {
      what: `the driver ${driver} of the volume ${name}`,
      question: 'which StorageClass takes its place?',
      option: '--option pvc=CLASS:SIZE',
    });
  scope.notes.say('docker-volume', token, 'E5-02', {
    name,
    target,
    others: othersWith(name, scope),
  });
  if (use.copiesImage) sayCopied(wanted, 'a new claim is empty', scope);
  return mounted(scope, wanted, scope.claims.use(name, `docker:${name}`));
}

/** On fleet units of one machine that named the same volume had the same files. */
const othersWith = (name: string, { around, group }: Scope): string =>
  around
    .workloadsWithVolume(name)
    .filter((leader) => leader !== group.members[0]?.unit.unit.name.full)
    .join(', ');

/** `-v /ctr`, mapping E5-03, E5-24. */
export function anonymousVolume(scope: Scope, wanted: Wish): VolumeMount | null {
  const { token, target, owner } = wanted;
  const image = scope.ledger.peek('container.image')?.text ?? '';
  if (owner !== null && keepsState(image)) return heldVolume(scope, wanted, owner);
  if (scope.kept && keepsState(image)) {
    scope.notes.say('docker-volume', token, 'E5-24', {
      name: 'without a name',
      target,
      others: '',
    });
    if (scope.around.decisions.text('pvc') === null) return null;
    return mounted(scope, wanted, scope.claims.use(lastPart(target), `kept:${target}`));
  }
  const name = scope.volumes.use(...emptyOf(scope, wanted), {
    kind: 'empty-dir',
    memory: false,
    sizeLimit: null,
  });
  if (scope.kept)
    scope.notes.say('differs', token, 'E5-24', {
      what: `the volume at ${target}`,
      how: 'docker kept it over restarts of the unit, an empty directory ends with its Pod',
    });
  else if (/^(\/var)?\/(run|tmp)(\/|$)|lock/.test(target))
    scope.notes.say('carried-over', token, 'E5-03', {
      what: `the volume at ${target}`,
      as: 'an empty directory that outlives restarts of the container: stale pid files and sockets stay',
    });
  if (wanted.use.copiesImage)
    sayCopied(wanted, 'an empty directory is empty and open to all', scope);
  return mounted(scope, wanted, name);
}

/** mapping B67a: a data container outlived its users, and an empty directory would lose their state without a word. */
function heldVolume(scope: Scope, wanted: Wish, owner: string): VolumeMount {
  const { token, target } = wanted;
  scope.notes.say('docker-volume', token, 'B67a', { name: `of ${owner}`, target, others: '' });
  if (wanted.use.copiesImage) sayCopied(wanted, 'a new claim is empty', scope);
  return mounted(scope, wanted, scope.claims.use(lastPart(target), `held:${owner}:${target}`));
}

/** Name and key: each container has its own, but for the empty volumes that rkt shares in a Pod by their names (F2-02). */
function emptyOf(scope: Scope, { use, target, owner }: Wish): readonly [string, string] {
  const shared = use.source?.text ?? null;
  return shared === null
    ? [lastPart(target), `anonymous:${owner ?? scope.container}:${target}`]
    : [shared, `empty:${scope.unit.unit.name.full}:${shared}`];
}

/** mapping E5-04 */
const sayCopied = ({ token, target }: Wish, now: string, { notes }: Scope): void =>
  notes.say('differs', token, 'E5-04', {
    what: `the volume at ${target}`,
    how: `docker copied the content, owner and mode of the image into it, ${now}`,
  });
