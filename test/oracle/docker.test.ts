import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type Body, type Client, hasDocker, openClient } from './docker/client.ts';
import { differingFields } from './docker/compare.ts';
import { generatedLines, OLD_SPELLINGS } from './docker/lines.ts';
import { ourBody } from './docker/ours.ts';

const available = hasDocker();
const required = process.env.FLEETLIFT_REQUIRE_ORACLES === '1';
if (!available && !required)
  console.warn('SKIPPED: no docker client, so no docker line was checked');

/** Clients at work at the same time. */
const AT_ONCE = 4;
const COUNT = Number(process.env.FLEETLIFT_ORACLE_LINES ?? 5000);

/** Another one looks elsewhere. */
const SEED = Number(process.env.FLEETLIFT_ORACLE_SEED ?? 20160501);

describe.skipIf(!available && !required)('the docker client reads lines as we do', () => {
  let clients: readonly Client[] = [];
  let plain: Body = {};

  beforeAll(async () => {
    clients = await Promise.all(Array.from({ length: AT_ONCE }, openClient));
    const answer = await clients[0]?.ask(['create', 'nginx']);
    if (answer?.kind !== 'request') throw new Error(`no plain container: ${answer?.message}`);
    plain = answer.body;
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
  });

  /** Lines whose answers differ, each with both answers. */
  async function differences(
    lines: readonly { readonly ours: readonly string[]; readonly theirs: readonly string[] }[],
  ): Promise<{ readonly differing: readonly string[]; readonly taken: number }> {
    const differing: string[] = [];
    let taken = 0;
    let next = 0;
    const work = async (client: Client): Promise<void> => {
      for (let line = lines[next++]; line !== undefined; line = lines[next++]) {
        const answer = await client.ask(line.theirs);
        if (answer.kind === 'request') taken++;
        const difference = compare(line.ours, answer, client.workingDirectory);
        if (difference !== null) differing.push(`${JSON.stringify(line.ours)}\n${difference}`);
      }
    };
    await Promise.all(clients.map(work));
    return { differing, taken };
  }

  /** null: the same. */
  function compare(words: readonly string[], answer: Answer, cwd: string): string | null {
    const ours = ourBody(words, cwd);
    if (ours.kind === 'refused')
      return answer.kind === 'refused' ? null : `  we refuse: ${ours.why}`;
    if (answer.kind === 'refused') return `  the client refuses: ${answer.message.split('\n')[0]}`;
    const fields = differingFields(ours.body, answer.body, plain);
    if (ours.name !== answer.name) return `  name: ours ${ours.name}, theirs ${answer.name}`;
    return fields.length === 0 ? null : fields.join('\n');
  }

  const same = (words: readonly string[]) => ({ ours: words, theirs: words });

  test('generated lines', async () => {
    const lines = generatedLines(COUNT, SEED);
    expect(lines.length).toBeGreaterThanOrEqual(COUNT);
    const { differing, taken } = await differences(lines.map(same));
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(lines.length / 3);
  });

  test('old spellings mean the new ones', async () => {
    const { differing, taken } = await differences(
      OLD_SPELLINGS.map(([ours, theirs]) => ({ ours, theirs })),
    );
    expect(differing).toEqual([]);
    expect(taken).toBe(OLD_SPELLINGS.length);
  });

  const corpus = process.env.FLEETLIFT_CORPUS;
  if (corpus === undefined) console.warn('SKIPPED: FLEETLIFT_CORPUS names no directory of units');
  test.skipIf(corpus === undefined)('lines of real units', async () => {
    const { corpusLines, inTodaysSpelling, withOurFiles } = await import('./docker/corpus.ts');
    const lines = corpusLines(corpus ?? '').map(withOurFiles);
    expect(lines.length).toBeGreaterThan(100);
    const { differing } = await differences(
      lines.map((ours) => ({ ours, theirs: inTodaysSpelling(ours) })),
    );
    expect(differing).toEqual([]);
  });
});
