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
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
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

/** Node 20 calls the way in which a cached script imports packages experimental; nobody who runs us can do a thing about it. */
function silenceImportWarning() {
  const emit = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('USE_MAIN_CONTEXT_DEFAULT_LOADER'))
      emit.call(process, warning, ...rest);
  };
}
