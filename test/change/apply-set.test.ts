import { describe, expect, test } from 'vitest';
import {
  applySetId,
  contentsOf,
  EMPTY_CONTENTS,
  parentOf,
  parentProblem,
  sameContents,
  unionOf,
} from '../../src/change/apply-set.ts';

const CONTENTS = {
  groupKinds: ['Deployment.apps', 'Service'],
  groupResources: ['deployments.apps', 'services'],
  siblings: ['other'],
};

describe('the inventory', () => {
  // `printf %s myset.default.ConfigMap. | sha256sum`, base64url without padding: kubectl's own rule.
  test('its id is the one that kubectl works out', () =>
    expect(applySetId('fleetlift-webshop', 'default')).toBe(
      'applyset-yP-P8PVnIbouQCYYymSYCEh96s99P3nhyBqlVRAiyG4-v1',
    ));

  test('what is written is read again', () => {
    const parent = parentOf('a', 'n', CONTENTS, 'fleetlift/v1.2.3');
    expect(contentsOf(parent)).toEqual(CONTENTS);
    expect(parentProblem(parent, 'a', 'n')).toBeNull();
    expect(contentsOf(parentOf('a', 'n', EMPTY_CONTENTS, 'x/1'))).toEqual(EMPTY_CONTENTS);
  });

  test.each([
    ['another tool', parentOf('a', 'n', CONTENTS, 'kubectl/v1.37.1'), /managed by kubectl, not/],
    ['a copy', { ...parentOf('a', 'm', CONTENTS, 'fleetlift/v1') }, /of another set/],
    ['a plain ConfigMap', { metadata: { name: 'a' } }, /is no inventory/],
  ])('%s is refused', (_, parent, why) => expect(parentProblem(parent, 'a', 'n')).toMatch(why));

  test('a union is sorted and says nothing twice', () => {
    const both = unionOf(CONTENTS, { ...CONTENTS, groupKinds: ['ConfigMap', 'Service'] });
    expect(both.groupKinds).toEqual(['ConfigMap', 'Deployment.apps', 'Service']);
    expect(sameContents(unionOf(CONTENTS, EMPTY_CONTENTS), CONTENTS)).toBe(true);
  });
});
