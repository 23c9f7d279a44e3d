/** Names that no component has: the run tells who asked for them, and whom that may have meant. */
import dns from 'node:dns/promises'
import http from 'node:http'
import { expect, test } from 'vitest'
import { code, script } from '../../../src/code/index.ts'
import { clients, simulate, store, system } from '../../../src/index.ts'

const asks = (url: string): Promise<unknown> => fetch(url).catch(() => null)
const gets = (url: string): Promise<unknown> =>
  new Promise(resolve => http.get(url, resolve).on('error', resolve))

/** What a run warns of in which each of two replicas does something for each of two requests. */
async function warned(does: () => unknown, calls = ['gateway', 'stock']) {
  const shop = system('shop', {
    users: clients({ rate: '1/s', arrivals: 'steady', requests: 4, call: 'orders' }),
    orders: code(async () => void (await does()), { calls, replicas: 2 }),
    gateway: store({ time: '1ms' }),
    stock: store({ time: '1ms' }),
  })
  return (await simulate(shop, { for: '4s' })).warnings
}

const inVain = (name: string, often: string, fix: string): string =>
  `orders asked for "${name}" ${often}, which is the name of no component that it may call: ${fix}`

test('are told with how often, and in the order in which they were asked for first', async () => {
  const told = await warned(async () => {
    await gets('http://gatway/')
    await asks('http://stock.default.svc/left')
    await dns.lookup('example.com').catch(() => null)
    await asks('http://gatway/')
  })

  expect(told).toEqual([
    inVain('gatway', '8 times', 'did you mean "gateway"?'),
    inVain('stock.default.svc', '4 times', 'did you mean "stock"?'),
    inVain('example.com', '4 times', 'write one of "gateway", "stock".'),
  ])
})

test('are those of components, too, where code has not declared that it calls them', async () => {
  expect(await warned(() => asks('http://stock'), ['gateway'])).toEqual([
    inVain('stock', '4 times', 'write one of "gateway".'),
  ])
})

test('are told as far as one can read them', async () => {
  let asked = 0
  expect(await warned(() => asks(`http://host-${asked++ % 4}`))).toHaveLength(4)
  expect(await warned(() => Promise.all(manyNames.map(asks)))).toHaveLength(5)
})

const manyNames = Array.from({ length: 9 }, (_, i) => `http://host-${i}`)

test('may be asked for by a script', async () => {
  const shop = system('shop', {
    users: clients({
      rate: '1/s',
      arrivals: 'steady',
      requests: 1,
      call: script(async () => void (await asks('http://wep'))),
    }),
    web: store({ time: '1ms' }),
  })

  expect((await simulate(shop, { for: '2s' })).warnings).toEqual([
    'users asked for "wep" once, which is the name of no component that it may call: ' +
      'did you mean "web"?',
  ])
})
