/** Runs leave nothing in memory. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const script = new URL('support/print-memory.ts', import.meta.url).pathname
const MIB = 2 ** 20

describe('a thousand runs of a service with a Redis', () => {
  test('leave less than 4 MiB behind, which is 4 KiB each', () => {
    const node = ['--expose-gc', '--import', 'tsx', script]
    const { before, grown } = JSON.parse(String(execFileSync(process.execPath, node))) as {
      before: number
      grown: number
    }

    expect(before).toBeGreaterThan(MIB)
    expect(grown).toBeLessThan(4 * MIB)
  })
})
