/** Code that never ends an event: whose it is, when, and at which line. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

function played(way: string, longestMs: number) {
  const script = new URL('./support/never-ends.ts', import.meta.url).pathname
  const args = ['--import', 'tsx', script, way, `${longestMs}`]
  const { status, stderr } = spawnSync(process.execPath, args, { timeout: 100_000 })
  return { status, told: String(stderr) }
}

const where = 'where: orders, 500 ms after it started, at 500ms of the run'

describe('code that never ends an event', { timeout: 120_000 }, () => {
  test('as it loops ends the process, which a thread sees', () => {
    const { status, told } = played('spin', 1_000)

    expect(told).toContain('orders has computed for 1s of the real clock in one event')
    expect(told).toContain(where)
    expect(told).toMatch(/^ +at .*spin.*never-ends\.ts:7:/m)
    expect(status).toBe(1)
  })

  test('as it awaits what is there ends the process', () => {
    const { status, told } = played('awaits', 120_000)

    expect(told).toMatch(
      /^UsageError: orders has made 10000000 promises or nextTicks in one event/m,
    )
    expect(told).toContain(where)
    expect(told).toMatch(/^ +at .*never-ends\.ts:1\d:/m)
    expect(status).toBe(1)
  })

  test('as it waits for its clock to move is an error of the run', () => {
    const { status, told } = played('reads', 120_000)

    expect(told).toMatch(/^rejected: .*orders read the clock 10000000 times in one event/m)
    expect(told).toContain(where)
    expect(told).toMatch(/^ +at .*reads .*never-ends\.ts:16/m)
    expect(status).toBe(0)
  })
})
