/** F5: `gameday run` tells an experiment that proves nothing, since its steady state fails. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { called, folderWith } from '../support/calls.ts'

let cwd = ''
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const file = (slots: number) => `
import { clients, goal, slow, store, system } from 'gameday'
import { experiment } from 'gameday/explore'
const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'db', timeout: '1s' }),
  db: store({ concurrency: ${slots}, time: '50ms' }),
})
export default experiment(shop, {
  for: '20s',
  faults: [slow('db', { by: '2s' }).at('5s').for('5s')],
  holds: goal.availability('99%'),
})`

describe('F5 gameday run', () => {
  it('is unknown where the steady state does not hold, and does not pass', async () => {
    cwd = folderWith({ 'small.ts': file(2), 'shop.ts': file(8) })
    const { code, out } = await called(['run', 'small.ts'], { cwd })
    expect(code).toBe(1)
    expect(out).toMatch(/^shop: unknown, the steady state does not hold\n/)
    expect(out).toContain('Without them, on the same seed:')
    expect((await called(['run', 'shop.ts'], { cwd })).out).toMatch(/^shop: does not hold\n/)
  })

  it('plays code, in a turn of its own', async () => {
    const coded = `
import { clients, goal, system } from 'gameday'
import { code } from 'gameday/code'
import { experiment, exploration } from 'gameday/explore'
const users = clients({ rate: '10/s', call: 'price' })
const shop = system('shop', { users, price: code(async () => 1) })
const holds = goal.availability('99%')`
    const declared = {
      'once.ts': "export default experiment(shop, { for: '2s', holds })",
      'many.ts': "export default exploration(shop, { for: '2s', kinds: ['slow'], holds })",
    }
    const files = Object.entries(declared).map(([name, text]) => [name, `${coded}\n${text}`])
    cwd = folderWith(Object.fromEntries(files))

    for (const name of Object.keys(declared)) {
      const { code, out } = await called(['run', name], { cwd })
      expect(out).toMatch(/^shop: holds\n/)
      expect(code).toBe(0)
    }

    await called(['explore', 'many.ts'], { cwd })
    const [found] = readdirSync(join(cwd, '.gameday/counterexamples'))
    const { out } = await called(['replay', found.replace('.json', ''), 'many.ts'], { cwd })
    expect(out).toContain('does not hold')
    expect(out).toContain("slow('price'")
  })

  it('breaks warnings at the width of a terminal', async () => {
    const small = "concurrency: 20, time: '50ms'"
    const text = file(20).replace(small, "concurrency: 1, time: '50ms'")
    cwd = folderWith({ 'shop.ts': text.replace(/holds: .*/, "holds: goal.availability('1%'),") })
    const { out } = await called(['run', 'shop.ts'], { cwd })
    expect(out).toContain('Not as it should be')
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
  })

  it('says so in JSON', async () => {
    cwd = folderWith({ 'small.ts': file(2), 'shop.ts': file(8) })
    const said = async (path: string): Promise<unknown> =>
      JSON.parse((await called(['run', path, '--json'], { cwd })).out)
    expect(await said('small.ts')).toMatchObject({ verdict: 'unknown', steadyState: 'broken' })
    expect(await said('shop.ts')).toMatchObject({ verdict: 'broken', steadyState: 'held' })
  })
})
