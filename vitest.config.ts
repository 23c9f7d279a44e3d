/** How the specs run: names of the package resolve to its sources, and types are tests too. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const from = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^gameday$/, replacement: from('./src/index.ts') },
      { find: /^gameday\/(policies|explore)$/, replacement: `${from('./src/')}$1/index.ts` },
      { find: /^gameday\/matchers$/, replacement: from('./matchers/index.ts') },
      { find: /^gameday\/(vitest|jest|expect)$/, replacement: `${from('./matchers/')}$1.ts` },
    ],
  },
  test: {
    include: ['specs/**/*.test.ts', 'examples/**/*.test.ts'],
    isolate: false,
    // Nothing here asserts a time; a busy machine may take long over the laws of queueing.
    testTimeout: 60_000,
    // The examples of the docs are written there before they are run, and are TypeScript.
    server: { deps: { inline: [/gameday-docs/] } },
    typecheck: {
      enabled: true,
      include: ['specs/types/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
    },
  },
})
