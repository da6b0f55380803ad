import { Flags } from '@oclif/core';
import { ADOPT } from '../../app/plan.ts';

/** Flags of every command that talks to a cluster. */
export const CONNECTION_FLAGS = {
  set: Flags.string({
    summary: 'Name of the set, by which its objects are known again; else that of the directory.',
    helpValue: 'NAME',
  }),
  concurrency: Flags.integer({
    summary: 'Requests in flight; 16 unless given, and 32 to a server that is far away.',
    min: 1,
    max: 256,
  }),
  'request-timeout': Flags.integer({
    summary: 'Seconds that one try of a request may take.',
    default: 30,
    min: 1,
  }),
} as const;

export const NAMESPACE_FLAG = {
  namespace: Flags.string({
    char: 'n',
    summary: 'Namespace of the set; that of the context unless given.',
    helpValue: 'NAME',
  }),
} as const;

export const YES_FLAG = {
  yes: Flags.boolean({ char: 'y', summary: 'Do not ask.', default: false }),
} as const;

export const KEPT_FLAGS = {
  'prune-kind': Flags.string({
    summary: 'Prune this kind too, which is kept otherwise. May be given several times.',
    multiple: true,
    options: ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim', 'PersistentVolume'],
  }),
} as const;

/** What a person allows in a plan: the same for diff, which shows it, and apply, which does it. */
export const PLAN_FLAGS = {
  'from-manifests': Flags.string({
    summary: 'Take the manifests of this directory, converted earlier, instead of units.',
    helpValue: 'DIR',
  }),
  adopt: Flags.option({
    summary: 'Objects that exist and are not of the set: take over those that nobody owns, or any.',
    options: ADOPT,
    default: ADOPT[0],
  })(),
  'force-conflicts': Flags.string({
    summary:
      'Take a field that others own: FIELD, FIELD,MANAGER, *,MANAGER, or * for all. May be given several times.',
    multiple: true,
    helpValue: 'FIELD[,MANAGER]',
  }),
  replace: Flags.string({
    summary: 'Kinds whose objects may be deleted and made anew where a change is impossible.',
    multiple: true,
    delimiter: ',',
    helpValue: 'KIND,...',
  }),
  prune: Flags.boolean({
    summary: 'Delete objects of the set that the input has no longer.',
    default: true,
    allowNo: true,
  }),
  ...KEPT_FLAGS,
  'allow-large-prune': Flags.boolean({
    summary: 'Prune even when more than half of the set would go.',
    default: false,
  }),
} as const;

/**
 * `--force-conflicts` alone takes all fields: what follows it is its value only when it can be a field (`.spec.replicas`) or
 * begins with `*`. oclif knows no flag whose value may be left out.
 */
export function withForcedFields(argv: readonly string[]): string[] {
  return argv.flatMap((word, i) => {
    const next = argv[i + 1] ?? '';
    const isValue = next.startsWith('*') || /^\.[A-Za-z]/.test(next);
    return word === '--force-conflicts' && !isValue ? [word, '*'] : [word];
  });
}
