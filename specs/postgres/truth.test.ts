/** Whether the server answers as PostgreSQL does: scripts, told to both. */
import { describe, expect, it } from 'vitest'
import { toldByOurs, toldByReal } from './support/both.ts'
import { drawnScript } from './support/drawn-script.ts'
import { hasPostgres, startReal } from './support/real.ts'
import { chapters } from './support/script.ts'

describe.runIf(hasPostgres)('what two sessions are told', () => {
  it('is what PostgreSQL tells them, in 200 statements and more', async () => {
    const config = await startReal()
    const real: string[] = []
    const ours: string[] = []
    for (const [name, script] of Object.entries(chapters)) {
      real.push(name, ...(await toldByReal(config, script)))
      ours.push(name, ...(await toldByOurs(script)))
    }
    expect(ours.length).toBeGreaterThan(200)
    expect(ours).toEqual(real)
  })

  it('is what PostgreSQL tells them, whatever comes to their minds', async () => {
    const config = await startReal()
    const seeds = process.env['DRAWN']?.split('-').map(Number) ?? [1, 12]
    for (let seed = seeds[0]; seed <= seeds[1]; seed++) {
      const script = drawnScript(seed, 40)
      expect([seed, ...(await toldByOurs(script))]).toEqual([
        seed,
        ...(await toldByReal(config, script)),
      ])
    }
  })
})
