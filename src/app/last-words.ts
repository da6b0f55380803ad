import { isBad, type LastWords, type StateRow } from '../change/readiness/state-row.ts';
import { hideSecrets, type Secrets } from '../change/server-message.ts';
import { type Cluster, isFine, TEXT } from './cluster-port.ts';

/** Enough to see why a program ends, little enough to be read. */
const LINES = 5;
const LONGEST = 200;
/** Of so many objects; where more fail, they fail for the same reason. */
const OBJECTS = 10;

/** The rows, those that are bad with what their containers have written last. Who may not read logs does without. */
export async function withLastWords(
  rows: readonly StateRow[],
  cluster: Cluster,
  secrets: Secrets,
): Promise<readonly StateRow[]> {
  const asked = new Set(
    rows.filter((row) => isBad(row) && sourcesOf(row).length > 0).slice(0, OBJECTS),
  );
  return Promise.all(
    rows.map(async (row) => {
      if (!asked.has(row)) return row;
      const words = await Promise.all(
        sourcesOf(row).map((source) => lastWordsOf(source, cluster, secrets)),
      );
      return { ...row, lastWords: words.filter(({ lines }) => lines.length > 0) };
    }),
  );
}

interface Source {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

const sourcesOf = ({ object: { namespace }, troubles }: StateRow): readonly Source[] =>
  troubles.flatMap(({ pods: [pod], container }) =>
    namespace === null || pod === undefined || container === undefined
      ? []
      : [{ namespace, pod, container }],
  );

async function lastWordsOf(
  { namespace, pod, container }: Source,
  cluster: Cluster,
  secrets: Secrets,
): Promise<LastWords> {
  const read = async (previous: boolean): Promise<string> => {
    const query = new URLSearchParams({
      container,
      tailLines: String(LINES),
      ...(previous && { previous: 'true' }),
    });
    const path = `/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`;
    const answer = await cluster.send({ method: 'GET', path, accept: TEXT });
    return isFine(answer) ? (answer.text ?? '') : '';
  };
  // The container that waits to be started again has written nothing yet.
  const text = (await read(true)) || (await read(false));
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-LINES);
  return { pod, container, lines: lines.map((line) => shown(line, secrets)) };
}

/** Whatever a program writes: no controls that a terminal would obey, no secret. */
function shown(line: string, secrets: Secrets): string {
  const plain = line.replace(/\p{Cc}/gu, ' ').trimEnd();
  const hidden = hideSecrets(plain, secrets);
  return hidden.length > LONGEST ? `${hidden.slice(0, LONGEST)}…` : hidden;
}
