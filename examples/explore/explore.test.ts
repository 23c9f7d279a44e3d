/** The machine finds out by itself that Online Boutique cannot do without recommendations. */
import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { search, testText } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import published from './boutique.explore.ts'
import mended from './with-deadline.explore.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** What Vitest says of a file beside this one, and whether it passed. */
async function tested(name: string, text: string): Promise<{ passed: boolean; said: string }> {
  const path = `${here}${name}`
  writeFileSync(path, text)
  const run = ['node_modules/vitest/vitest.mjs', 'run', path, '--typecheck.enabled=false']
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, run, {
      env: { ...process.env, NO_COLOR: '1' },
    }).catch((failed: { stdout: string; stderr: string }) => failed)
    return { passed: !stdout.includes('1 failed'), said: stdout + stderr }
  } finally {
    rmSync(path)
  }
}

describe('Online Boutique, explored', () => {
  it('cannot do without recommendations that are slow, and the test to paste fails', async () => {
    const { counterexample } = await search(published.with({ store: false }))
    expect(counterexample?.faults.map(String)).toEqual([
      "slow('recommendation', { by: '5s' }).at('5s').for('10s')",
    ])
    expect(counterexample?.shrinking.isMinimal).toBe(true)

    const text =
      counterexample && testText(counterexample, published, { explored: './boutique.explore.ts' })
    const { passed, said } = await tested('pasted.test.ts', text ?? '')
    expect(passed).toBe(false)
    expect(said).toContain('online boutique: availability 89.92%, wanted >= 95%')
  })

  it('can with a deadline, as far as a part of the same search tells', async () => {
    const { counterexample, totals, pairs } = await search(mended.with({ store: false, runs: 200 }))
    expect(counterexample).toBeUndefined()
    expect(totals.trials).toBe(200)
    expect(pairs).toEqual({ possible: 9, touched: 9, never: [] })
  })
})
