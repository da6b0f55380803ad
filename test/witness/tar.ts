/** A file of a layer of an image. Owned by root unless it says otherwise. */
export interface TarEntry {
  readonly name: string;
  readonly mode: number;
  /** Bytes of a file; of a symbolic link its target; null for a directory. */
  readonly content: Buffer | { readonly link: string } | null;
  readonly uid?: number;
  readonly gid?: number;
}

const BLOCK = 512;

/** An archive in the format ustar (POSIX.1-1988), whose bytes depend on nothing but the entries: no times, no names. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const body = Buffer.isBuffer(entry.content) ? entry.content : Buffer.alloc(0);
    return [header(entry, body.length), body, Buffer.alloc(-body.length & (BLOCK - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function header(entry: TarEntry, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const { content } = entry;
  const octal = (value: number, offset: number, width: number) =>
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, offset, 'latin1');
  if (Buffer.byteLength(entry.name) > 100) throw new Error(`too long a name: ${entry.name}`);
  block.write(entry.name, 0);
  octal(entry.mode, 100, 8);
  octal(entry.uid ?? 0, 108, 8);
  octal(entry.gid ?? 0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write(typeOf(content), 156);
  if (content !== null && !Buffer.isBuffer(content)) block.write(content.link, 157);
  block.write('ustar\x0000', 257, 'latin1');
  // The sum is taken over the header with spaces in its place.
  block.fill(' ', 148, 156);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

const typeOf = (content: TarEntry['content']): '0' | '2' | '5' => {
  if (content === null) return '5';
  return Buffer.isBuffer(content) ? '0' : '2';
};
