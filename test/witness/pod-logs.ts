import { closeSync, type FSWatcher, openSync, readdirSync, readSync, watch } from 'node:fs';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { createLogReader, type LogLine } from './cri-log.ts';

/** All that one run of a container has printed. */
export interface RunLog {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly container: string;
  /** 0 for the first run of the container in its Pod; each restart adds one. */
  readonly run: number;
  readonly lines: readonly LogLine[];
}

export interface PodLogs {
  /** What the Pods of a namespace have printed until now, also those that are gone: Pods as they came, their containers by name. */
  read(namespace: string): readonly RunLog[];
  close(): void;
}

/**
 * Follows a kubelet's directory of logs, `NAMESPACE_POD_UID/CONTAINER/RUN.log`. Each file is opened as soon as it is
 * there and stays open, so that nothing is lost when the kubelet removes it.
 */
export function followPodLogs(directory: string): PodLogs {
  const watchers = new Map<string, FSWatcher>();
  const files = new Map<string, OpenLog>();
  /** Watches first and looks afterwards, so that nothing falls in between; again for each entry of an entry. */
  const look = (place: string, depth: number): void => {
    if (depth === 3) {
      if (!files.has(place) && /\/\d+\.log$/.test(place)) addFile(files, place);
      return;
    }
    try {
      if (!watchers.has(place)) {
        const watcher = watch(place, { persistent: false }, (_, name) => {
          if (name !== null) look(path.join(place, name), depth + 1);
        });
        watcher.on('error', () => watcher.close());
        watchers.set(place, watcher);
      }
      for (const name of readdirSync(place)) look(path.join(place, name), depth + 1);
    } catch (error) {
      unlessGone(error);
      watchers.get(place)?.close();
      watchers.delete(place);
    }
  };
  look(directory, 0);
  return {
    read: (namespace) =>
      inOrder(
        [...files.values()]
          .filter((file) => file.namespace === namespace)
          .map(({ more, descriptor: _, ...rest }) => ({ ...rest, lines: [...more()] })),
      ),
    close: () => {
      for (const watcher of watchers.values()) watcher.close();
      for (const file of files.values()) closeSync(file.descriptor);
      watchers.clear();
      files.clear();
    },
  };
}

interface OpenLog extends Omit<RunLog, 'lines'> {
  readonly descriptor: number;
  /** Reads on, and gives all lines since the start. */
  more(): readonly LogLine[];
}

function addFile(files: Map<string, OpenLog>, file: string): void {
  const [namespace = '', pod = '', uid = ''] = path
    .basename(path.dirname(path.dirname(file)))
    .split('_');
  try {
    const descriptor = openSync(file, 'r');
    files.set(file, {
      namespace,
      pod,
      uid,
      container: path.basename(path.dirname(file)),
      run: Number(path.basename(file, '.log')),
      descriptor,
      more: createTail(descriptor),
    });
  } catch (error) {
    unlessGone(error);
  }
}

function createTail(descriptor: number): () => readonly LogLine[] {
  const lines: LogLine[] = [];
  const decoder = new StringDecoder('utf8');
  const readLines = createLogReader();
  const buffer = Buffer.alloc(65_536);
  let offset = 0;
  return () => {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, offset);
      if (length === 0) return lines;
      offset += length;
      lines.push(...readLines(decoder.write(buffer.subarray(0, length))));
    }
  };
}

function unlessGone(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
}

/** Pods in the order in which they came. */
function inOrder(runs: readonly RunLog[]): readonly RunLog[] {
  const uids = [...new Set(runs.map(({ uid }) => uid))];
  const pods = uids.map((uid) => runs.filter((run) => run.uid === uid));
  return pods.flatMap((ofPod) =>
    ofPod.toSorted((a, b) => compare(a.container, b.container) || a.run - b.run),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
