/** Walks in steps, while keys come and go. */
import { describe, expect, it } from 'vitest'
import { worldWithRedis } from './support/virtual.ts'

type Step = [cursor: string, keys: string[]]

describe('a walk', () => {
  it('meets what stays exactly once, whatever comes and goes', () => {
    const { server } = worldWithRedis()
    for (let i = 0; i < 500; i++) server.command('SET', `stays:${i}`, 'v')
    const met: string[] = []
    let [cursor, round] = ['0', 0]
    do {
      const [next, keys] = server.command('SCAN', cursor, 'COUNT', '7', 'MATCH', 'stays:*') as Step
      met.push(...keys)
      cursor = next
      server.command('SET', `comes:${round}`, 'v')
      if (round % 3 === 0) server.command('DEL', `comes:${round - 1}`)
      round++
    } while (cursor !== '0' && round < 1_000)

    expect(met.length).toBe(500)
    expect(new Set(met).size).toBe(500)
  })

  it.each([
    ['HSCAN', 'HSET', (i: number) => [`f${i}`, 'v']],
    ['SSCAN', 'SADD', (i: number) => [`m${i}`]],
    ['ZSCAN', 'ZADD', (i: number) => [String(i), `m${i}`]],
  ])('with %s goes through what is large in steps', (scan, add, words) => {
    const { server } = worldWithRedis()
    for (let i = 0; i < 300; i++) server.command(add, 'k', ...words(i))
    let [cursor, steps, items] = ['0', 0, 0]
    do {
      const [next, found] = server.command(scan, 'k', cursor, 'COUNT', '50') as Step
      cursor = next
      steps++
      items += found.length
    } while (cursor !== '0' && steps < 100)

    expect(steps).toBe(6)
    expect(items).toBe(scan === 'SSCAN' ? 300 : 600)
  })

  it('may be gone on from the same place twice', () => {
    const { server } = worldWithRedis()
    for (let i = 0; i < 30; i++) server.command('SET', `k${i}`, 'v')
    const [cursor] = server.command('SCAN', '0') as Step

    expect(server.command('SCAN', cursor)).toEqual(server.command('SCAN', cursor))
  })
})
