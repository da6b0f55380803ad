/** Go's path.Clean: no `.`, no `//`, `..` taken away where it can be. */
export function cleanPath(path: string): string {
  if (path === '') return '.';
  const root = path.startsWith('/') ? '/' : '';
  const kept: string[] = [];
  for (const part of path.split('/')) addPart(kept, part, root !== '');
  const clean = root + kept.join('/');
  return clean === '' ? '.' : clean;
}

function addPart(kept: string[], part: string, rooted: boolean): void {
  if (part === '' || part === '.') return;
  if (part !== '..') kept.push(part);
  else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
  else if (!rooted) kept.push(part);
}
