import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Machine } from './machine.ts';
import { ask, eventually } from './webshop/ask.ts';
import { type Shop, startShop, unitsOfShop } from './webshop/shop-machines.ts';

/** What is asked, in order: later answers depend on earlier questions. */
const QUESTIONS = [
  'http /proxy',
  'https /proxy',
  'http /',
  'https /',
  'http /no-such-page',
  'http /cgi-bin/about',
  'http /cgi-bin/cart?add=book',
  'https /cgi-bin/cart?add=book',
  'http /cgi-bin/cart?add=lamp',
  'http /cgi-bin/cart?of=book',
  'http /cgi-bin/price?book',
  'http /cgi-bin/price?lamp',
  'http /cgi-bin/price?chair',
  'http /cgi-bin/order?book',
] as const;

/** Containers of the shop: the process that is killed, as pgrep(1) finds it, and the unit that starts it. */
const KILLED = [
  { what: 'the proxy', process: 'nginx: master', unit: 'proxy.service' },
  { what: 'the shop', process: '^httpd -f -p 80', unit: 'shop@1.service' },
  { what: 'the catalogue', process: '^nc -ll -p 5432', unit: 'catalog.service' },
  { what: 'the cart', process: '^redis-server', unit: 'cart.service' },
] as const;

describe('the web shop', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await startShop();
    const { fleet, node, units } = shop;
    await fleet.put(unitsOfShop());
    await fleet.startUnits(['catalog.service', 'cart.service'], { timeout: 120_000 });
    await fleet.startUnits(['mailer.service', 'shop@1.service', 'proxy.service']);
    await node.kubectl(['create', 'namespace', 'shop']);
    const applied = await node.fleetlift([
      ...['apply', units, '--namespace', 'shop', '--yes', '--fail-on', 'never'],
      ...['--option', 'include-secrets', '--option', 'soft-conflicts'],
    ]);
    expect(applied, applied.stderr).toMatchObject({ status: 0 });
    await onBoth((side) => isAnswered(side, 'http /cgi-bin/price?book', '12.00'));
  }, 400_000);

  afterAll(async () => {
    await shop?.stop();
  }, 60_000);

  const machines = (): readonly [Machine, Machine] => [shop.fleet.machine, shop.node.machine];

  const onBoth = (holds: (side: Machine) => Promise<void>): Promise<unknown> =>
    Promise.all(machines().map((side) => eventually(() => holds(side))));

  async function isAnswered(side: Machine, question: string, text: string): Promise<void> {
    const { body } = await ask(side, question);
    expect(body, `${question} of ${side.name}`).toContain(text);
  }

  const restarts = async (): Promise<number> =>
    (await containers()).reduce((n, c) => n + c.restarts, 0);

  /** Every container of the cluster, and how often it was started again. */
  async function containers(): Promise<
    readonly { readonly id: string; readonly restarts: number }[]
  > {
    const { stdout } = await shop.node.kubectl([
      ...['get', 'pods', '--namespace', 'shop', '-o'],
      'jsonpath={range .items[*].status.containerStatuses[*]}{.containerID} {.restartCount}{"\\n"}{end}',
    ]);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '))
      .map(([id = '', count = '']) => ({ id, restarts: Number(count) }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  it('pulls what the units name', () => {
    const images = ['library/redis:3.2', 'library/postgres:9.5', 'example/shop:1.4.2'];
    const more = ['example/shop-proxy:2.0', 'example/mailer:1.1'];
    for (const { address } of machines())
      for (const image of [...images, ...more])
        expect(shop.registry.pulls).toContain(`${image} ${address}`);
  });

  it('gives the same answers', async () => {
    for (const question of QUESTIONS) {
      const [left, right] = await Promise.all(machines().map((side) => ask(side, question)));
      expect(right, question).toEqual(left);
      expect(left?.status, question).toBe(question.includes('no-such') ? 404 : 200);
    }
  });

  it('mails what was ordered', async () => {
    await onBoth((side) => isAnswered(side, 'http /cgi-bin/mails', 'book with a catalogue'));
  });

  it.each(KILLED)('has $what again when it was killed', async ({ process: pattern, unit }) => {
    const before = await restarts();
    for (const side of machines()) {
      const { stdout } = await side.run(['pgrep', '-f', pattern]);
      const pids = stdout.split('\n').filter((pid) => pid !== '');
      expect(pids, `${pattern} of ${side.name}`).not.toEqual([]);
      await side.run(['kill', '-KILL', ...pids]);
    }
    await eventually(async () => {
      const states = await shop.fleet.show([unit]);
      expect(states.get(unit)).toMatchObject({ activeState: 'active' });
      expect(await restarts()).toBeGreaterThan(before);
    });
    await onBoth((side) => isAnswered(side, 'http /cgi-bin/price?lamp', '30.50'));
    await onBoth((side) => isAnswered(side, 'http /cgi-bin/cart?of=book', '2'));
  });

  it('loses nothing when the kubelet is restarted', async () => {
    const before = await containers();
    await shop.node.restartKubelet();
    expect(await containers()).toEqual(before);
    for (const question of ['https /', 'http /cgi-bin/cart?of=book', 'http /cgi-bin/price?book']) {
      const [left, right] = await Promise.all(machines().map((side) => ask(side, question)));
      expect(right, question).toEqual(left);
    }
    await onBoth((side) => isAnswered(side, 'http /cgi-bin/cart?of=lamp', '1'));
    expect(await containers()).toEqual(before);
  });
});
