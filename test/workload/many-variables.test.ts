import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, kindsOf, objectOf, service } from './converted-set.ts';

const flags = (count: number): string =>
  Array.from({ length: count }, (_, i) => `-e V${i}=a$$$$(x)${i}`).join(' ');
const unit = (count: number): string =>
  service({
    run: `--name %p ${flags(count)} -e NODE=%H -e DB_PASSWORD=s3cretword example/app:1`,
    service: ['Restart=always'],
  });

describe('many variables of one container (H20-7)', () => {
  it('up to 20 stay in it', () => {
    const c = convertSet({ 'web.service': unit(19) });
    expect(kindsOf(c)).toEqual(['Deployment/web', 'Secret/web-secret']);
  });

  it('more go into a ConfigMap, but for secrets and symbols', () => {
    const c = convertSet({ 'web.service': unit(20) });
    const data = at(objectOf(c, 'ConfigMap', 'web-env'), 'data');
    expect(Object.keys(data ?? {})).toHaveLength(20);
    expect(data).toMatchObject({ V0: 'a$$(x)0' });
    const container = at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec.containers.0');
    expect(container).toMatchObject({ envFrom: [{ configMapRef: { name: 'web-env' } }] });
    expect(
      at(objectOf(c, 'Deployment', 'web'), 'spec.template.spec.containers.0.env'),
    ).toMatchObject([
      { name: 'NODE_NAME' },
      { name: 'NODE', value: '$(NODE_NAME)' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'web-secret' } } },
    ]);
    expect(findingsOf(c, 'web.service')).toContain('carried-over H20-7');
  });
});
