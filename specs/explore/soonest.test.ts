/** What would have ended an outage soonest: changes that are made while it lasts. */
import { call, clients, service, slow, store, system } from 'gameday'
import { soonest } from 'gameday/explore'
import { expect, it } from 'vitest'

/** Thirty requests a second for four slots of 100 ms, and four more for each without an answer. */
const shop = system('shop', {
  users: clients({ rate: '30/s', call: 'web', timeout: '5s' }),
  web: service({
    concurrency: 1_000,
    handle: call('db', { timeout: '1s', retry: { attempts: 5, backoff: 'constant' } }),
  }),
  db: store({ concurrency: 4, queue: 200, time: '100ms' }),
})

const asked = {
  for: '1m',
  faults: [slow('db', { factor: 5 }).at('10s').for('10s')],
  at: '30s',
} as const

it('tells it of each change, the soonest first, and the same each time', async () => {
  const found = await soonest(shop, asked)
  const { tried, without, atMs } = found
  expect([without, atMs]).toEqual([null, 30_000])
  const ends = tried.map(({ endedMs }) => endedMs ?? Infinity)
  expect(ends).toEqual(ends.toSorted((a, b) => a - b))
  const endOf = (sentence: string) =>
    tried.find(({ changes }) => changes.join() === sentence)?.endedMs
  expect(endOf("change('web->db', { retry: null }).at('30s')")).toBeLessThan(55_000)
  expect(endOf("change('db', { concurrency: 8 }).at('30s')")).toBeNull()
  expect(endOf("change('db', { concurrency: 32 }).at('30s')")).toBeLessThan(32_000)
  expect(`${found}`).toContain('By itself it does not end.')
  expect(`${await soonest(shop, asked)}`).toBe(`${found}`)
})

it('says at once what is wrong with what it is asked', async () => {
  const wrong = { ...asked, at: 'soon', run: 5 } as never
  await expect(soonest(shop, wrong)).rejects.toThrow(/at(.|\n)*there is no option "run"/)
})
