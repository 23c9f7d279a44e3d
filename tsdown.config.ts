/** How the package is built: every door as an ES module, and all but Vitest's as CommonJS too. */
import { defineConfig, type UserConfig } from 'tsdown'

const forBoth = [
  'src/index.ts',
  'src/policies/index.ts',
  'src/explore/index.ts',
  'src/code/index.ts',
  'src/code/stores/redis.ts',
  'src/code/stores/postgres.ts',
  'src/code/register.ts',
  'matchers/index.ts',
  'matchers/jest.ts',
  'matchers/expect.ts',
]

/** Jest imports a reporter, and requires a setup file, in each of its modes. */
const forJest = { esm: ['src/gate/jest-reporter.ts'], cjs: ['src/gate/jest-setup.ts'] }

/** Vitest is an ES module, and so is all that it loads. */
const forVitest = ['matchers/vitest.ts', 'src/gate/vitest-reporter.ts', 'src/gate/vitest-setup.ts']

const programs = [
  'src/cli/main.ts',
  'src/explore/campaign/pool-worker.ts',
  'src/explore/series/thread.ts',
]

/** The bundler puts comments behind what stands before them, where no editor finds them. */
const commentsOnLinesOfTheirOwn = {
  name: 'comments-on-lines-of-their-own',
  renderChunk(code: string, { fileName }: { fileName: string }): string | null {
    return /\.d\.c?ts$/.test(fileName) ? code.replaceAll(/(?<=[;{]) ?(?=\/\*\*)/g, '\n  ') : null
  },
}

/** One character above U+00FF has the whole file held at two bytes each, and read more slowly. */
const asciiOnly = {
  name: 'ascii-only',
  generateBundle(_: unknown, bundle: Record<string, { fileName: string; code?: string }>): void {
    const escaped = (unit: string): string =>
      `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
    for (const file of Object.values(bundle)) {
      if (!/\.c?js$/.test(file.fileName) || file.code === undefined) continue
      file.code = file.code.replaceAll(/[^\0-\x7f]/g, escaped)
    }
  },
}

/** The page of a report has its script and its style in it, and what packs them is not shipped. */
const pageAssets = {
  name: 'page-assets',
  async load(id: string): Promise<string | null> {
    if (!id.endsWith('/src/gate/page/assets.ts')) return null
    const { assets } = await import('./src/gate/page/assets.ts')
    return `export const assets = () => (${JSON.stringify(assets())})`
  },
}

/** To find and open a file takes longer than to read a large one: a door and all of it are one. */
function wholeDoor(name: 'gameday' | 'policies', priority: number) {
  const entry = name === 'gameday' ? 'src/index.ts' : `src/${name}/index.ts`
  return { name, test: (id: string) => id.replaceAll('\\', '/').endsWith(`/${entry}`), priority }
}

const common = {
  root: '.',
  outDir: 'dist',
  platform: 'node',
  target: 'node20',
  // Few files: a fresh process imports one in a third of the time that one for each source takes.
  unbundle: false,
  // The package is `"type": "module"`: `.js` is ESM and `.cjs` says what it is.
  fixedExtension: false,
  dts: true,
  // A fresh process reads two fifths less without comments, spaces and long names of what is local.
  // Those of functions and classes stay, for stack traces.
  minify: { compress: false, mangle: { toplevel: false, keepNames: true }, codegen: true },
  // Packed with ours: 10 KB that are used of them, in place of 150 that would have to be read. All
  // else of others is a dependency or a peer.
  deps: { onlyBundle: ['seedrandom', 'valibot'] },
  outputOptions: { codeSplitting: { groups: [wholeDoor('policies', 2), wholeDoor('gameday', 1)] } },
} satisfies UserConfig

const plugins = [commentsOnLinesOfTheirOwn, asciiOnly, pageAssets]

export default defineConfig([
  // The command line and what its threads run are one build with the doors: what they and their
  // caller's file import are the same.
  {
    ...common,
    plugins,
    entry: [...forBoth, ...forVitest, ...forJest.esm, ...programs],
    format: 'esm',
  },
  // Jest on Node 20 cannot load a package that is ESM only. Vitest always can.
  { ...common, plugins, entry: [...forBoth, ...forJest.cjs], format: 'cjs', clean: false },
])
