/** A declaration that is changed: what is written to is a copy, short forms included. */
import { cached, call, cache, clients, service, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { changed, draftOf } from '../../src/declare/draft.ts'

const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'web' }),
  web: service({
    handle: cached('mem', { hitRatio: 0.9, miss: call('db', { retry: { attempts: 3 } }) }),
  }),
  mem: cache(),
  db: store({ time: '5ms' }),
})

describe('a draft', () => {
  it('has every call by its name, and the cache that it fetches for', () => {
    const calls = draftOf(shop).calls.map(({ name, cache: of }) => [name, of])
    expect(calls).toEqual([
      ['users->web', undefined],
      ['web->mem', undefined],
      ['web->db', 'mem'],
    ])
  })

  it('is written to, and a system made of it; the first stays as it is', () => {
    const without = changed(shop, ({ calls }) => {
      for (const { step } of calls) delete step['retry']
      for (const { step } of calls) if (step['to'] === 'web') step['timeout'] = '1s'
    })
    expect(JSON.stringify(without)).not.toContain('retry')
    expect(JSON.stringify(without)).toContain('"timeout":"1s"')
    expect(JSON.stringify(shop)).toContain('retry')
  })

  it('that is no system is refused', () => {
    const wrong = () => changed(shop, ({ calls }) => void (calls[0].step['to'] = 'nobody'))
    expect(wrong).toThrow('nobody')
  })
})
