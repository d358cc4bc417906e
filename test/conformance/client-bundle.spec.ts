import { build } from 'esbuild';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { PROJECT_FOLDER } from '../../tools/project-folder.js';
import { DECISION, json, REQUEST, ScriptedClient } from '../support/scripted-client.js';

/** What browsers, workers and Node have in common, and the client may use. */
const STANDARD_GLOBALS = {
  AbortController,
  clearTimeout,
  btoa,
  crypto,
  fetch,
  performance,
  setTimeout,
  Uint8Array,
  URL,
  URLSearchParams,
};
const SIZE_MAX_BYTES = 7 * 1024;

/** For browsers: esbuild refuses whatever Node alone has. */
async function bundle(entry: string): Promise<{ code: string; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(PROJECT_FOLDER, 'libs', 'client', 'src', entry)],
    absWorkingDir: PROJECT_FOLDER,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'acgs',
    platform: 'browser',
    target: 'es2023',
  });
  return { code: outputFiles[0]?.text ?? '', inputs: Object.keys(metafile.inputs) };
}

describe('libs/client, bundled for a browser', () => {
  it('is made of nothing but this project', async () => {
    const { inputs } = await bundle('index.ts');
    expect(inputs.filter((path) => !/^libs\/(client|retries)\/src\//.test(path))).toStrictEqual([]);
  });

  it('is small: 7 KiB packed at most', async () => {
    const { code } = await bundle('index.ts');
    expect(gzipSync(code).length).toBeLessThanOrEqual(SIZE_MAX_BYTES);
  });

  it('decides where there is nothing of Node', async () => {
    const scripted = await ScriptedClient.start();
    scripted.answer(json(DECISION));
    const context = createContext({ ...STANDARD_GLOBALS });
    const program = `${(await bundle('index.ts')).code};
      typeof process + typeof Buffer + typeof require === 'undefinedundefinedundefined' &&
        new acgs.AcgsClient(${JSON.stringify({
          baseUrl: scripted.url,
          credentials: { clientId: 'a', clientSecret: 's' },
        })}).guard(({ outcome }) => 'ran on ' + outcome, { request: ${JSON.stringify(REQUEST)} });`;
    expect(await (runInContext(program, context) as Promise<string>)).toBe('ran on allow');
    await scripted.close();
  });
});
