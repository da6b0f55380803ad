import { describe, expect, it } from 'vitest';
import { flatten, type Surroundings } from '../flatten.ts';
import { CONTAINER, MACHINE } from './sample.ts';

const around: Surroundings = {
  machine: MACHINE,
  neighbours: new Map(),
  owners: new Map([
    ['172.17.0.9', ['db.service']],
    ['fedcba987654', ['db.service']],
  ]),
  places: {},
};

describe('the fields of the network', () => {
  it('tell a name and an address that are new each time as what they are', () => {
    const fields = Object.fromEntries(flatten(CONTAINER, around));
    expect(fields).toMatchObject({
      hostname: '0123456789ab',
      'env.HOSTNAME': '<hostname>',
      'hosts.<hostname>': '<own address>',
    });
    expect(fields).not.toHaveProperty('hosts.0123456789ab');
  });

  it("tell another's address and id, also within a text, as whose they are", () => {
    const hosts = { fedcba987654: ['172.17.0.9'], db: ['172.17.0.9', '172.17.0.90'] };
    const env = { DB_PORT: 'tcp://172.17.0.9:80', OWN: 'http://172.17.0.2/' };
    expect(Object.fromEntries(flatten({ ...CONTAINER, hosts, env }, around))).toMatchObject({
      'hosts.<id of db.service>': '<address of db.service>',
      'hosts.db': '<address of db.service> 172.17.0.90',
      'env.DB_PORT': 'tcp://<address of db.service>:80',
      'env.OWN': 'http://<own address>/',
    });
  });

  it('tell what a resolver asks beside what the machine says', () => {
    const MACHINES = { nameservers: ['192.0.2.53'], search: ['a.test'], options: [] };
    const machine = { ...MACHINE, resolv: MACHINES };
    const asks = (search: readonly string[], options: readonly string[] = []) => {
      const resolv = { nameservers: ['192.0.2.1'], search, options };
      const fields = flatten({ ...CONTAINER, resolv }, { ...around, machine });
      return [fields.get('resolv.search'), fields.get('resolv.options')];
    };
    const cluster = ['x.svc.cluster.local', 'svc.cluster.local', 'cluster.local'];
    expect(asks(['a.test'])).toEqual(["the machine's", "the machine's"]);
    expect(asks([...cluster, 'a.test', 'b.test'])[0]).toBe("the machine's b.test");
    expect(asks(['b.test'])[0]).toBe('b.test');
    expect(asks(cluster, ['timeout:1', 'ndots:5', 'ndots:3'])[1]).toBe('ndots:3 timeout:1');
  });
});
