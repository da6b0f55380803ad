import { describe, expect, it } from 'vitest';
import { readDecisions } from '../../src/decision/read-options.ts';
import { openBook } from '../../src/finding/notes.ts';
import { layOutNodeLabels } from '../../src/layout/label-nodes.ts';
import { nodeLabelsOf } from '../../src/workload/placement/node-labels.ts';

/** The lines of the script that label a node. */
function linesOf(metadata: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const decisions = readDecisions({
    kubeVersion: '1.35',
    namespace: null,
    keepUnresolved: false,
    options,
  });
  const machines = ['b', 'a'].map((id) => ({ id, metadata: new Map(Object.entries(metadata)) }));
  const [script] = layOutNodeLabels(nodeLabelsOf(machines, decisions, openBook().of(null)));
  return script?.text.split('\n').filter((line) => line.startsWith('label ')) ?? [];
}

describe('label-nodes.sh', () => {
  it('labels each machine once, by its id', () =>
    expect(linesOf({ region: 'eu' }, 'node-map=b=node-b')).toEqual([
      "label a '' fleetlift.dev/machine-id=a region=eu",
      'label b node-b fleetlift.dev/machine-id=b region=eu',
    ]));

  it('is no way into a shell', () => {
    const [line] = linesOf(
      { k: '$(id)', 'a b': "it's" },
      'well-known=k=$(reboot)',
      "node-map=a=x'; id",
    );
    expect(line).toBe(
      "label a 'x'\\''; id' '$(reboot)=x_x24_x28id_x29' a_x20b=it_x27s fleetlift.dev/machine-id=a",
    );
  });

  it('is not there without machines', () => expect(layOutNodeLabels([])).toEqual([]));
});
