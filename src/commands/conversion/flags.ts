import { Flags } from '@oclif/core';
import { FAIL_ON } from '../../app/exit-code.ts';
import { KUBE_VERSIONS } from '../../decision/options.ts';

/** Flags of every command that reads units (design.md, "Report classes and options"). */
export const INPUT_FLAGS = {
  instances: Flags.string({
    summary: 'Instances of a template: web@=1..3 or web@=blue,green. May be given several times.',
    multiple: true,
    helpValue: 'NAME@=LIST',
  }),
  'kube-version': Flags.option({
    summary: 'Kubernetes version that the manifests are for.',
    options: KUBE_VERSIONS,
    default: KUBE_VERSIONS[0],
  })(),
  namespace: Flags.string({
    char: 'n',
    summary: 'Namespace of the objects; left out of them unless given.',
    helpValue: 'NAME',
  }),
  option: Flags.string({
    char: 'o',
    summary: 'A choice that a finding offers: NAME or NAME=VALUE. May be given several times.',
    multiple: true,
    helpValue: 'NAME[=VALUE]',
  }),
  'keep-unresolved': Flags.boolean({
    summary: 'Write objects without a known image too; apply refuses them.',
    default: false,
  }),
} as const;

export const FINDING_FLAGS = {
  'fail-on': Flags.option({
    summary: 'Least severity of a finding that makes the exit code 1.',
    options: FAIL_ON,
    default: FAIL_ON[0],
  })(),
  report: Flags.string({
    summary:
      'Write a report to FILE; .json, .md or .txt tells the form. May be given several times.',
    multiple: true,
    helpValue: 'FILE',
  }),
} as const;
