/** Every fault that acts on models acts on code: what `fetch` and a client over TCP meet. */
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { app } from '../../src/code/index.ts'
import { redis } from '../../src/code/stores/redis.ts'
import * as g from '../../src/index.ts'

type Target = 'web' | 'rates' | 'cache' | 'web->rates' | 'web->cache'

/** What went wrong, as code learns of it: the code of a cause, or of the error itself. */
function codeOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: string }; code?: unknown; name: string }
  return cause?.code ?? (typeof code === 'string' ? code : name)
}

/** A client over TCP that keeps its connection for as long as it stands. */
function overTcp(): () => Promise<unknown> {
  let socket: Socket | undefined
  return () =>
    new Promise((resolve, reject) => {
      socket = socket?.destroyed === false ? socket : connect(6379, 'cache')
      socket.removeAllListeners()
      socket.on('data', data => resolve(String(data)))
      socket.on('error', reject)
      socket.setTimeout(5_000, () => resolve('silence'))
      socket.write('INCR eur\r\n')
    })
}

const asking = {
  fetch: () => async (): Promise<unknown> => {
    const answer = await fetch('http://rates/eur', { signal: AbortSignal.timeout(5_000) })
    return answer.ok ? await answer.json() : answer.status
  },
  tcp: overTcp,
}

/** What a service got for its first question, or a second one; and how long that took. */
async function met(how: 'fetch' | 'tcp', fault: g.Fault<Target>, isFirst = false) {
  const seen: unknown[][] = []
  const front = () => {
    const ask = asking[how]()
    return async () => {
      const began = performance.now()
      const said = await ask().catch(codeOf)
      seen.push([said, Math.round(performance.now() - began)])
      return new Response('done')
    }
  }
  const shop = g.system(
    'shop',
    {
      users: g.clients({ rate: '1/s', arrivals: 'steady', requests: 2, call: 'web' }),
      web: app(front, { calls: ['rates', 'cache'] }),
      rates: app(() => () => Response.json({ rate: 7 }), { cpu: '10ms' }),
      cache: redis({ time: '10ms' }),
    },
    { network: { 'web->rates': '1ms', 'web->cache': '1ms' } },
  )
  const faults = [isFirst ? fault.at('0s').for('10s') : fault.at('500ms').for('10s')]
  await g.simulate(shop, { for: '20s', faults, strict: false })
  return seen[isFirst ? 0 : 1]
}

type Rows = Record<string, (at: 'rates' | 'cache') => g.Fault<Target>>

/** Faults that make it late, and when the answer comes over a connection that stands. */
const late: Rows = {
  'slow, by a time': at => g.slow(at, { by: '100ms' }),
  'slow, by a factor': at => g.slow(at, { factor: 3 }),
  'slow, a link': at => g.slow(`web->${at}`, { by: '100ms' }),
  throttleCpu: at => g.throttleCpu(at, { to: 0.5 }),
  slowQueries: at => g.slowQueries(at, { factor: 3 }),
  delay: at => g.delay(`web->${at}`, { by: '100ms' }),
}
const lateBy = [100, 20, 100, 10, 20, 100]

test.each(Object.keys(late))('C3 %s makes code wait', async name => {
  const by = lateBy[Object.keys(late).indexOf(name)]

  expect(await met('fetch', late[name]('rates'))).toEqual([{ rate: 7 }, 12 + by])
  expect(await met('tcp', late[name]('cache'))).toEqual([':2\r\n', 12 + by])
})

/** Faults under which nothing comes back. */
const silent: Rows = {
  'crash, silent': at => g.crash(at),
  pause: at => g.pause(at),
  partition: at => g.partition(`web->${at}`),
  'partition, one way': at => g.partition(`web->${at}`, { way: 'back' }),
  drop: at => g.drop(`web->${at}`, { rate: 1 }),
  packetLoss: at => g.packetLoss(`web->${at}`, { rate: 1 }),
}

test.each(Object.keys(silent))('C2 %s leaves code waiting', async name => {
  expect(await met('fetch', silent[name]('rates'))).toEqual(['TimeoutError', 5000])
  expect(await met('tcp', silent[name]('cache'))).toEqual(['silence', 5000])
  expect(await met('tcp', silent[name]('cache'), true)).toEqual(['silence', 5000])
})

/** Faults that code learns of: by `fetch`, over a connection that stands, and as it connects. */
const told: Record<string, [Rows[string], fetch: unknown, standing: unknown, connecting: unknown]> =
  {
    'crash, refusing': [
      at => g.crash(at, { refuse: true }),
      'ECONNREFUSED',
      'ECONNREFUSED',
      'ECONNREFUSED',
    ],
    errors: [at => g.errors(at, { code: 503 }), 503, 'ECONNRESET', 'ECONNREFUSED'],
    maintenance: [at => g.maintenance(at), 503, 'ECONNRESET', 'ECONNREFUSED'],
    expiredCredentials: [at => g.expiredCredentials(at), 401, 'ECONNRESET', 'ECONNREFUSED'],
    unreachable: [at => g.unreachable(at), 'EHOSTUNREACH', 'EHOSTUNREACH', 'EHOSTUNREACH'],
    dnsFailure: [at => g.dnsFailure(at), 'ENOTFOUND', ':2\r\n', 'ENOTFOUND'],
    corrupt: [at => g.corrupt(at), { rate: 8 }, ':3\r\n', ':2\r\n'],
    'corrupt, a link': [at => g.corrupt(`web->${at}`), { rate: 8 }, ':3\r\n', ':2\r\n'],
    undecodable: [
      at => g.undecodable(at),
      'HPE_INVALID_CONSTANT',
      'HPE_INVALID_CONSTANT',
      'HPE_INVALID_CONSTANT',
    ],
  }

test.each(Object.keys(told))('C4 %s is told to code', async name => {
  const [make, byFetch, standing, connecting] = told[name]

  expect((await met('fetch', make('rates')))[0]).toEqual(byFetch)
  expect((await met('tcp', make('cache')))[0]).toEqual(standing)
  expect((await met('tcp', make('cache'), true))[0]).toEqual(connecting)
})
