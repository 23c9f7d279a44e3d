/**
 * Code that takes longer than a trial may: its run ends between two events. Cut short in the midst
 * of one it would end the process: "async hook stack has become corrupted".
 */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'

const script = new URL('./support/take-too-long.ts', import.meta.url).pathname

function searched(...how: readonly string[]) {
  const args = ['--import', 'tsx', script, ...how]
  const { status, stdout, stderr } = spawnSync(process.execPath, args)
  return { status, told: stdout.length > 0 && JSON.parse(String(stdout)), stderr: String(stderr) }
}

describe('a search whose code computes', () => {
  test('for longer than a trial may take is told as that, and the next one is played', () => {
    const { status, told } = searched('long', '1s')

    expect(told).toEqual({
      first: { ending: 'done', told: 'it did not come to its end within 1s' },
      after: { ending: 'done', told: null },
      heard: 0,
    })
    expect(status).toBe(0)
  })

  test('hears Ctrl-C when the run is over', () => {
    const { status, told } = searched('interrupted', '1m')

    expect(told).toMatchObject({ first: { ending: 'stopped', told: null }, heard: 1 })
    expect(status).toBe(0)
  })

  test('without an end in one event ends the process, and says whose code it was', () => {
    const { status, stderr } = searched('endless', '2s')

    expect(stderr).toContain('price did not come to the end of one event within 2s')
    expect(stderr).toMatch(/where: price, [\d.]+ ms after it started/)
    expect(status).toBe(1)
  })
})
