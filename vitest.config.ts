/**
 * How the specs run: names of the package resolve to its sources, and types are tests too.
 *
 * `npm test` is what a developer waits for. What plays long, or needs a server, has a script of its
 * own (`npm run test:laws`, `test:quality`, `test:redis`, `test:postgres`, `test:fuzz`,
 * `test:browser`; `test:all` runs everything), which CI runs.
 */
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const laws = 'specs/laws/**/*.test.ts'
const quality = 'specs/quality/**/*.test.ts'
const redis = ['specs/explore/campaign/redis*.test.ts', 'specs/redis/agrees.test.ts']
const postgres = 'specs/postgres/truth.test.ts'
const fuzz = 'specs/fuzz/**/*.test.ts'
const browser = 'specs/gate/page/**/*.test.ts'

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gameday$/, replacement: from('./src/index.ts') },
      { find: /^gameday\/(policies|explore|code)$/, replacement: `${from('./src/')}$1/index.ts` },
      { find: /^gameday\/register$/, replacement: from('./src/code/register.ts') },
      { find: /^gameday\/(redis|postgres)$/, replacement: `${from('./src/code/stores/')}$1.ts` },
      { find: /^gameday\/matchers$/, replacement: from('./matchers/index.ts') },
      { find: /^gameday\/(vitest|jest|expect)$/, replacement: `${from('./matchers/')}$1.ts` },
      { find: /^gameday\/((vitest|jest)-reporter)$/, replacement: `${from('./src/gate/')}$1.ts` },
    ],
  },
  test: {
    // Nothing here asserts a time: this only ends what hangs, on a machine however busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    isolate: false,
    // By itself Vitest leaves one core to others, which of two is half of them.
    maxWorkers: '100%',
    // The examples of the docs are written there before they are run, and are TypeScript.
    server: { deps: { inline: [/gameday-docs/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'specs',
          include: ['specs/**/*.test.ts', 'examples/**/*.test.ts'],
          exclude: [...configDefaults.exclude, laws, quality, ...redis, postgres, fuzz, browser],
          typecheck: {
            enabled: true,
            include: ['specs/types/**/*.test-d.ts'],
            tsconfig: './tsconfig.json',
          },
        },
      },
      { extends: true, test: { name: 'laws', include: [laws] } },
      { extends: true, test: { name: 'quality', include: [quality] } },
      { extends: true, test: { name: 'redis', include: redis } },
      { extends: true, test: { name: 'postgres', include: [postgres] } },
      { extends: true, test: { name: 'fuzz', include: [fuzz] } },
      { extends: true, test: { name: 'browser', include: [browser] } },
    ],
  },
})
