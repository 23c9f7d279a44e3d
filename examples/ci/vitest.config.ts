/** How Vitest runs this suite in CI, and which reports it writes. */
import { defineConfig } from 'vitest/config'

const reports = {
  html: 'reports/gameday.html',
  junit: 'reports/junit.xml',
  gitlab: 'reports/code-quality.json',
}

export default defineConfig({
  test: {
    include: ['**/*.chaos.ts'],
    reporters: ['default', ['gameday/vitest-reporter', reports]],
  },
})
