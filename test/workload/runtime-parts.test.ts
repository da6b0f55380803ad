import { describe, expect, it } from 'vitest';
import { at, convertSet, objectOf } from './converted-set.ts';
import { RECORDED } from './runtime-cases.ts';
import { PARTS, type RecordedPart } from './runtime-parts.ts';

/** Spec of the Pod in a workload; ConfigMaps have none, and Services have their own. */
function specOf({ units, line = '', object = 'Deployment/web' }: RecordedPart): unknown {
  const [kind = '', name = ''] = object.split('/');
  const found = objectOf(convertSet(units, line), kind, name);
  return kind === 'ConfigMap' ? found : (at(found, 'spec.template.spec') ?? at(found, 'spec'));
}

describe('recorded cases of several units, or of which a part is recorded', () => {
  it.each(Object.entries(PARTS))('%s', (_, part) => {
    expect(specOf(part)).toMatchObject(part.spec);
  });

  it('are recorded', () => {
    const known = new Set(RECORDED.map((c) => c.case));
    expect(Object.keys(PARTS).filter((name) => !known.has(name))).toEqual([]);
    expect(known.size).toBe(RECORDED.length);
  });
});
