/** The environment failed (a path that is not there, a disk that is full): one clear sentence, exit code 3. */
export class EnvironmentError extends Error {}

/** Node's own words for a failed system call, without its code and call. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return (code !== null && REASONS[code]) || error.message;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EISDIR: 'is a directory',
  ENOTDIR: 'is not a directory',
  EEXIST: 'is no directory',
  ENOSPC: 'no space left on the device',
  EROFS: 'the file system is read-only',
  ELOOP: 'too many symbolic links',
};
