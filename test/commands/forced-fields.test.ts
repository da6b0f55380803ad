import { expect, it } from 'vitest';
import { withForcedFields } from '../../src/commands/cluster/flags.ts';

it.each<[string, string]>([
  ['--force-conflicts --yes units', '--force-conflicts * --yes units'],
  ['--force-conflicts', '--force-conflicts *'],
  ['--force-conflicts ./units', '--force-conflicts * ./units'],
  ['--force-conflicts ../units', '--force-conflicts * ../units'],
  ['--force-conflicts .spec.replicas units', '--force-conflicts .spec.replicas units'],
  ['--force-conflicts .spec.replicas,hpa', '--force-conflicts .spec.replicas,hpa'],
  ['--force-conflicts *,hpa', '--force-conflicts *,hpa'],
  ['--force-conflicts=.spec.replicas units', '--force-conflicts=.spec.replicas units'],
])('%s means %s', (given, meant) =>
  expect(withForcedFields(given.split(' '))).toEqual(meant.split(' ')),
);
