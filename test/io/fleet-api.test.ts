import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMachineList, readUnitList, WrongFleetList } from '../../src/inventory/fleet-list.ts';
import { EnvironmentError } from '../../src/io/environment-error.ts';
import { askFleet } from '../../src/io/fleet-api.ts';
import { recorded } from '../unit/recorded.ts';

interface Answer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly response?: string;
}

const ANSWERS = recorded<Answer>('fleet/api/http.jsonl').filter(
  ({ method, status }) => method === 'GET' && status === 200,
);
const UNITS = '/fleet/v1/units';
const whole = ANSWERS.map(({ response = '' }) => response).find(
  (text) => text.includes('"units"') && !text.includes('nextPageToken') && text.length > 10_000,
);
/** fleetd gave its units in pages of seven once; their tokens begin alike. */
const pages = new Map(
  ANSWERS.filter(({ path: at, response = '' }) =>
    at === UNITS ? response.includes('"BwACAA=="') : at.startsWith(`${UNITS}?nextPageToken=BwA`),
  ).map(({ path: at, response = '' }) => [at, response]),
);

describe('a live fleet', () => {
  let directory = '';
  let answers: ReadonlyMap<string, string> = pages;
  const servers: Server[] = [];
  const listen = (where: string | number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer(({ url = '' }, answer) => {
        const body = answers.get(decodeURIComponent(url));
        answer.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
        answer.end(body ?? '{"error":{"code":404,"message":""}}');
      });
      servers.push(server);
      if (typeof where === 'string') server.listen(where, () => resolve(server));
      else server.listen(where, '127.0.0.1', () => resolve(server));
    });
  let socket = '';
  let address = '';
  beforeAll(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-fleet-'));
    await listen(path.join(directory, 'fleet.sock'));
    socket = `unix://${directory}/fleet.sock`;
    const { port } = (await listen(0)).address() as AddressInfo;
    address = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    for (const server of servers) await new Promise((resolve) => server.close(resolve));
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['socket', 'address'])('gives all pages by its %s', async (way) => {
    answers = pages;
    expect(pages.size).toBe(5);
    const units = readUnitList(await askFleet(way === 'socket' ? socket : address, 'units'));
    expect(units.length).toBeGreaterThan(30);
    expect(units).toEqual(readUnitList(whole ?? ''));
  });

  it('gives its machines, and nothing when there are none', async () => {
    const machines = '{"machines":[{"id":"c0ffee01a1b2c3d4e5f60718293a4b5c"}]}';
    answers = new Map([['/fleet/v1/machines', machines]]);
    expect(readMachineList(await askFleet(socket, 'machines')).length).toBe(1);
    answers = new Map([['/fleet/v1/machines', '{}']]);
    expect(readMachineList(await askFleet(socket, 'machines'))).toEqual([]);
  });

  it.each([
    ['an error', new Map(), `answered 404 to GET ${UNITS}`],
    ['something else', new Map([[UNITS, '<html>']]), `answered GET ${UNITS} with no JSON`],
  ])('that answers %s is a broken environment', async (_, given, message) => {
    answers = given;
    await expect(askFleet(socket, 'units')).rejects.toThrow(EnvironmentError);
    await expect(askFleet(socket, 'units')).rejects.toThrow(message);
  });

  it('that goes round in circles is found out', async () => {
    const page = '{"nextPageToken":"x"}';
    answers = new Map([
      [UNITS, page],
      [`${UNITS}?nextPageToken=x`, page],
    ]);
    await expect(askFleet(socket, 'units')).rejects.toThrow('gives the same page twice');
  });

  it.each(['unix:///nowhere/fleet.sock', 'http://127.0.0.1:1'])('that is not at %s', async (at) => {
    await expect(askFleet(at, 'units')).rejects.toThrow(EnvironmentError);
    await expect(askFleet(at, 'units')).rejects.toThrow(`cannot reach fleet at ${at}`);
  });

  it.each(['fleet.sock', 'https://fleet.example', 'unix://', 'http://fleet.example/v1', ''])(
    'has no endpoint like %j',
    async (endpoint) => {
      await expect(askFleet(endpoint, 'units')).rejects.toThrow(WrongFleetList);
    },
  );
});
