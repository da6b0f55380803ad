import { describe, expect, it } from 'vitest';
import {
  at,
  convertSet,
  findingsOf,
  kindsOf,
  messagesOf,
  objectOf,
  service,
} from './converted-set.ts';

const registered = (flags: string) =>
  service({ run: `--name %p -p 80:80 ${flags} example/app:1`, service: ['Restart=always'] });
const envOf = (flags: string, options = '') =>
  at(
    objectOf(convertSet({ 'web.service': registered(flags) }, options), 'Deployment', 'web'),
    'spec.template.spec.containers.0.env',
  );

describe('variables of registrator (G58)', () => {
  it('name an additional Service', () => {
    const c = convertSet({
      'web.service': registered('-e SERVICE_NAME=shop -e SERVICE_80_NAME=Front'),
    });
    expect(kindsOf(c)).toEqual(['Deployment/web', 'Service/front', 'Service/shop', 'Service/web']);
    expect(at(objectOf(c, 'Service', 'shop'), 'spec')).toMatchObject({ ports: [{ port: 80 }] });
    expect(findingsOf(c, 'web.service')).toContain('carried-over G58');
  });

  it.each([
    ['the name of the workload itself', '-e SERVICE_NAME=web'],
    ['SERVICE_IGNORE', '-e SERVICE_IGNORE=true -e SERVICE_NAME=shop'],
    ['no name', '-e SERVICE_TAGS=a'],
  ])('%s adds none', (_, flags) => {
    const c = convertSet({ 'web.service': registered(flags) });
    expect(kindsOf(c)).toEqual(['Deployment/web', 'Service/web']);
  });

  it('stay in the container unless --option strip-registrator', () => {
    const flags = '-e SERVICE_NAME=shop -e SERVICE_TAGS=a -e MODE=fast';
    expect(envOf(flags)).toHaveLength(3);
    expect(envOf(flags, '--option strip-registrator')).toEqual([{ name: 'MODE', value: 'fast' }]);
  });
});

describe('Services of one name (E4-20)', () => {
  const client = (target: string) =>
    service({ run: `--name %p --link ${target}:db example/app:1` });
  const database = service({ run: '--name %p -p 5432:5432 example/app:1' });

  it('for two workloads: one Service and one finding', () => {
    const c = convertSet({
      'a.service': database,
      'b.service': service({ run: '--name %p -p 5433:5433 example/app:1' }),
      'x.service': client('a'),
      'y.service': client('b'),
    });
    expect(kindsOf(c).filter((kind) => kind === 'Service/db')).toHaveLength(1);
    expect(messagesOf(c, 'name-taken')).toHaveLength(1);
  });

  it('for two containers of one Pod too', () => {
    const c = convertSet({
      'a.service': database,
      'b.service': service({
        unit: ['BindsTo=a.service', 'After=a.service'],
        fleet: ['MachineOf=a.service'],
        run: '--name %p -p 5433:5433 example/app:1',
      }),
      'x.service': client('a'),
      'y.service': client('b'),
    });
    expect(kindsOf(c)).toContain('Deployment/a');
    expect(kindsOf(c)).not.toContain('Deployment/b');
    expect(kindsOf(c).filter((kind) => kind === 'Service/db')).toHaveLength(1);
    expect(messagesOf(c, 'name-taken')).toHaveLength(1);
  });
});

describe('a named volume of docker (E5-02)', () => {
  it('that another workload uses is said to have been one', () => {
    const run = '--name %p -v shared:/data example/app:1';
    const c = convertSet({ 'a.service': service({ run }), 'b.service': service({ run }) });
    const messages = messagesOf(c, 'docker-volume');
    expect(messages[0]).toContain('b.service used the same volume');
    expect(messages[1]).toContain('a.service used the same volume');
  });

  it('of one workload is not', () => {
    const c = convertSet({ 'a.service': service({ run: '--name %p -v own:/data example/app:1' }) });
    expect(messagesOf(c, 'docker-volume')).toHaveLength(1);
    expect(messagesOf(c, 'docker-volume')[0]).not.toContain('same volume');
  });
});

describe('names of Services that begin with a digit (A08)', () => {
  const texts = {
    '9db@.service': service({ run: '--name %p-%i -v data:/var/lib/x example/app:1' }),
  };
  it.each([
    ['1.35', 's-9db-peers'],
    ['1.36', '9db-peers'],
  ])('have a letter before it for %s, in serviceName too', (version, name) => {
    const c = convertSet(texts, `--instances 9db@=1..3 --kube-version ${version}`);
    expect(at(objectOf(c, 'StatefulSet', '9db'), 'spec.serviceName')).toBe(name);
    expect(kindsOf(c)).toContain(`Service/${name}`);
  });
});
