/** Calls wrapped in code among branches that are stopped: their code hears of it. */
import { describe, test } from 'vitest'
import { wrap } from '../../src/code/index.ts'
import {
  call,
  clients,
  parallel,
  quorum,
  service,
  simulate,
  store,
  system,
} from '../../src/index.ts'
import { expect } from '../../matchers/vitest.ts'

const patient = wrap(() => (ask: () => Promise<unknown>) => ask())

const users = clients({ rate: '10/s', arrivals: 'steady', call: 'web' })
const stores = {
  slow: store({ time: '30ms' }),
  broken: store({ time: '4ms', errorRate: 1 }),
  fast: store({ time: '4ms' }),
} as const

describe('a wrapped call among branches', () => {
  test('is given up when another branch has failed the whole', async () => {
    const handle = parallel(call('slow', { wrap: patient }), call('broken'))
    const shop = system('shop', { users, web: service({ handle }), ...stores })
    const run = await simulate(shop, { for: '1s' })

    expect(run.requests().outcomes).toMatchObject({ ok: 0, error: 10 })
    expect(run.on('web->slow').outcomes).toMatchObject({ ok: 0, cancelled: 10 })
  })

  test('is given up when enough others are done', async () => {
    const handle = quorum(1, call('slow', { wrap: patient }), call('fast'))
    const shop = system('shop', { users, web: service({ handle }), ...stores })
    const run = await simulate(shop, { for: '1s' })

    expect(run.requests().outcomes).toMatchObject({ ok: 10, error: 0 })
    expect(run.on('web->slow').outcomes).toMatchObject({ ok: 0, cancelled: 10 })
  })
})
