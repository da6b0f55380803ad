import { readFileSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/**
 * Runs the bundle with the code that V8 compiled when it was built (docs/decisions/006). Code of another V8 is refused by it,
 * and then compiled as usual: slower, never wrong. `keepCode` writes what is compiled by now.
 */
export function loadBundle(file) {
  silenceImportWarning();
  const cache = file.replace(/\.cjs$/, '.code');
  const script = new vm.Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    cachedData: readIfThere(cache),
  });
  const module = new Module(file);
  module.filename = file;
  const require = createRequire(file);
  require.cache[file] = module;
  const run = script.runInThisContext();
  run(module.exports, require, module, file, path.dirname(file));
  module.loaded = true;
  return {
    exports: module.exports,
    keepCode: () => writeFileSync(cache, script.createCachedData()),
  };
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Node 20 calls it experimental to require an ES module; nobody who runs us can do a thing about it. */
function silenceImportWarning() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('loading ES Module in require()'))
      emit.call(process, warning, ...rest);
  };
}
