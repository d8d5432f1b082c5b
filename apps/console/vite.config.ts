import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const OUTPUT = fileURLToPath(new URL('../../dist/apps/console/', import.meta.url));

/** Each file is compressed once, here, so that the server sends it as it lies. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    async closeBundle() {
      const folder = `${OUTPUT}assets/`;
      const names = (await readdir(folder)).filter((name) => /\.(js|css|svg)$/.test(name));
      for (const name of names) {
        const file = await readFile(folder + name);
        const params = {
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: file.length,
        };
        await writeFile(`${folder}${name}.br`, brotliCompressSync(file, { params }));
        await writeFile(`${folder}${name}.gz`, gzipSync(file, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [compressed()],
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    // The policy allows nothing but files of the product's own, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    target: 'es2022',
    rolldownOptions: {
      // "use client" is for server components, of which there are none.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
