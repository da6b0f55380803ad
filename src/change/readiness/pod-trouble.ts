import type { JsonObject } from '../../manifest/manifest.ts';
import { conditionOf, fieldAt, mapsAt, numberAt, textAt, wordsOf } from './field.ts';
import type { Cause, Trouble } from './trouble.ts';

/** After so many restarts a container in CrashLoopBackOff is a failure (cluster.md, Readiness). */
const RESTARTS = 3;

/** `state.waiting.reason` of a container, as the kubelet writes it. */
const WAITING: Readonly<Record<string, Cause>> = {
  ErrImagePull: 'image-pull',
  ImagePullBackOff: 'image-pull',
  RegistryUnavailable: 'image-pull',
  SignatureValidationFailed: 'image-pull',
  ImageInspectError: 'image-pull',
  InvalidImageName: 'image-name',
  ErrImageNeverPull: 'image-absent',
  CreateContainerConfigError: 'container-config',
  CreateContainerError: 'container-create',
  RunContainerError: 'container-start',
  StartError: 'container-start',
  PostStartHookError: 'post-start-hook',
};

const WORDS: Partial<Readonly<Record<Cause, string>>> = {
  'image-pull': 'the image cannot be pulled',
  'image-name': 'the name of the image is wrong',
  'image-absent': 'the image is not on the node and is never pulled',
  'container-config': 'the container cannot be configured',
  'container-create': 'the container cannot be created',
  'container-start': 'the container cannot be started',
  'post-start-hook': 'the postStart hook fails',
};

/** What is wrong with one Pod, by its status alone. */
export function podTroubles(pod: JsonObject): readonly Trouble[] {
  const name = textAt(pod, 'metadata', 'name') ?? '';
  const say = (cause: Cause, sentence: string): Trouble => ({ cause, sentence, pods: [name] });
  const containers = ['initContainerStatuses', 'containerStatuses'].flatMap((list) =>
    mapsAt(pod, 'status', list),
  );
  return [
    ...containers.flatMap((container) => containerTroubles(container, say)),
    ...unschedulable(pod, say),
  ];
}

type Say = (cause: Cause, sentence: string) => Trouble;

function containerTroubles(container: JsonObject, say: Say): readonly Trouble[] {
  const name = textAt(container, 'name') ?? '';
  const image = textAt(container, 'image') ?? '';
  const reason = textAt(container, 'state', 'waiting', 'reason') ?? '';
  const message = textAt(container, 'state', 'waiting', 'message') ?? '';
  if (reason === 'CrashLoopBackOff') return crashLoop(container, name, say);
  const cause = WAITING[reason];
  if (cause === undefined) return startError(container, name, say);
  const about = cause.startsWith('image-') ? ` ${image}` : '';
  return [
    say(cause, `container ${name}: ${WORDS[cause] ?? ''}${about} (${reason})${after(message)}`),
  ];
}

function crashLoop(container: JsonObject, name: string, say: Say): readonly Trouble[] {
  const restarts = numberAt(container, 'restartCount') ?? 0;
  if (restarts < RESTARTS && !couldNotStart(container)) return [];
  const end = endOf(container, 'lastState');
  const times = restarts === 1 ? '1 restart' : `${restarts} restarts`;
  const sentence = `container ${name} ends again and again (${times})${after(end)}`;
  return [{ ...say('crash-loop', sentence), container: name }];
}

/** A program that is not there: terminated with reason StartError, code 128 (cluster.md, Readiness). */
function startError(container: JsonObject, name: string, say: Say): readonly Trouble[] {
  if (textAt(container, 'state', 'terminated', 'reason') !== 'StartError') return [];
  return [
    say(
      'container-start',
      `container ${name}: the container cannot be started${after(endOf(container, 'state'))}`,
    ),
  ];
}

const couldNotStart = (container: JsonObject): boolean =>
  textAt(container, 'lastState', 'terminated', 'reason') === 'StartError';

/** `exit code 1 (Error): message` */
function endOf(container: JsonObject, state: 'state' | 'lastState'): string {
  const code = numberAt(container, state, 'terminated', 'exitCode');
  if (code === null) return '';
  const reason = textAt(container, state, 'terminated', 'reason');
  const message = textAt(container, state, 'terminated', 'message') ?? '';
  return `exit code ${code}${reason === null ? '' : ` (${reason})`}${after(message)}`;
}

function unschedulable(pod: JsonObject, say: Say): readonly Trouble[] {
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (scheduled?.status !== 'False') return [];
  if (scheduled.reason === 'SchedulingGated') return [];
  return [say('unschedulable', `no node takes the Pod: ${wordsOf(scheduled, 'Unschedulable')}`)];
}

/** Why a Pod whose phase is Failed has failed: the kubelet's reason, else the end of a container. */
export function endOfPod(pod: JsonObject): string {
  const said = [textAt(pod, 'status', 'reason'), textAt(pod, 'status', 'message')].filter(
    (text) => text !== null && text !== '',
  );
  if (said.length > 0) return said.join(': ');
  const ended = endedContainer(pod);
  return ended === undefined
    ? 'no reason given'
    : `container ${textAt(ended, 'name')}: ${endOf(ended, 'state')}`;
}

const endedContainer = (pod: JsonObject): JsonObject | undefined =>
  ['initContainerStatuses', 'containerStatuses']
    .flatMap((list) => mapsAt(pod, 'status', list))
    .find((c) => (numberAt(c, 'state', 'terminated', 'exitCode') ?? 0) !== 0);

/** The container that has ended with an error, as a part of a trouble. */
export function containerOfEnd(pod: JsonObject | undefined): { readonly container?: string } {
  const name = pod === undefined ? null : textAt(endedContainer(pod) ?? {}, 'name');
  return name === null ? {} : { container: name };
}

export const hasFailed = (pod: JsonObject): boolean =>
  textAt(pod, 'status', 'phase') === 'Failed' &&
  fieldAt(pod, 'metadata', 'deletionTimestamp') === undefined;

const after = (text: string): string => (text === '' ? '' : `: ${text.trim()}`);
