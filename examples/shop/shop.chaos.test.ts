/** A database that takes two seconds longer for half a minute: the shop survives it. */
import { simulate, slow } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { fragileShop } from './fragile-shop.ts'
import { shop } from './shop.ts'

const slowDatabase = slow('db', { by: '2s' }).at('60s').for('30s')

describe('checkout', () => {
  it('survives a slow database', () => {
    const run = simulate(shop, { for: '3m', faults: [slowDatabase] })

    expect(run).toStayAvailable('99.9%')
    expect(run).toNotExceedP99('500ms')
    expect(run).toTripCircuit('product->db', { within: '5s' })
  })

  it('shows the last known price meanwhile', () => {
    const run = simulate(shop, { for: '3m', faults: [slowDatabase], seed: 1 })

    expect(run.requests({ during: slowDatabase }).outcomes).toMatchObject({
      ok: 0,
      degraded: 2_998,
    })
  })
})

describe('checkout without policies', () => {
  const run = simulate(fragileShop, { for: '3m', faults: [slowDatabase], seed: 1 })

  it('does not survive it, and the failure says by how much', () => {
    expect(() => expect(run).toStayAvailable('99.9%')).toThrow(
      /availability 83\.55%, wanted >= 99\.9%\s+2,971 of 18,062 requests failed; 99\.9% allows 18/,
    )
    expect(() => expect(run).toNotExceedP99('500ms')).toThrow(/p99 3s, wanted <= 500ms/)
  })

  it('is well as long as nothing goes wrong', () => {
    const calm = simulate(fragileShop, { for: '3m' })

    expect(calm).toStayAvailable('99.9%')
    expect(calm).toNotExceedP99('500ms')
  })
})
