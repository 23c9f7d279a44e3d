/** Clocks of code that are wrong, or drift, and events of code that take time. */
import { performance } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { app, code } from '../../src/code/index.ts'
import { search } from '../../src/explore/index.ts'
import { clients, type Fault, simulate, skewClock, slow, system } from '../../src/index.ts'
import { store, throttleCpu } from '../../src/index.ts'

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A worker that sleeps for a second three times: when it wakes by its clocks, and truly. */
async function woken(faults: readonly Fault<'worker'>[]) {
  const seen: number[][] = []
  const run = await simulate(
    system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', call: 'other' }),
      other: store({ time: '1ms' }),
      worker: app(async () => {
        await sleep(1)
        const [day, up] = [Date.now(), performance.now()]
        for (let i = 0; i < 3; i++) {
          await sleep(1000)
          seen.push([Date.now() - day, performance.now() - up])
          console.log('woken')
        }
      }),
    }),
    { for: '5s', faults },
  )
  return { seen, at: run.logs.map(({ at }) => Math.round(at)) }
}

describe('C8 a clock of code', () => {
  test('that is right', async () => {
    const { seen, at } = await woken([])

    expect(at).toEqual([1001, 2001, 3001])
    expect(seen.at(-1)).toEqual([3000, 3000])
  })

  test('that runs fast wakes early, and believes that it is on time', async () => {
    const { seen, at } = await woken([skewClock('worker', { fast: '25%' })])

    expect(at).toEqual([801, 1601, 2401])
    expect(seen.at(-1)).toEqual([3000, 3000])
  })

  test('that runs slow wakes late', async () => {
    const { at } = await woken([skewClock('worker', { slow: '50%' })])

    expect(at).toEqual([2001, 4001])
  })

  test('that drifts is right again when it is set, and goes on from there', async () => {
    const { seen, at } = await woken([skewClock('worker', { fast: '25%' }).at('0s').for('900ms')])

    // The second timer is set at 801 ms, and keeps its time.
    expect(at).toEqual([801, 1601, 2601])
    // By the day it is 1,600 ms again; what never goes back has counted 225 ms more.
    expect(seen[1]).toEqual([1600, 1824.75])
  })

  test('that is ahead tells another day, and measures alike', async () => {
    const { seen, at } = await woken([skewClock('worker', { ahead: '1h' }).at('1.5s')])

    expect(at).toEqual([1001, 2001, 3001])
    expect(seen).toEqual([
      [1000, 1000],
      [3_602_000, 2000],
      [3_603_000, 3000],
    ])
  })
})

test('C8 a search finds the drift by which a lease is renewed too late', async () => {
  const shop = system('shop', {
    users: clients({ rate: '1/s', arrivals: 'steady', call: 'leader', timeout: '1s' }),
    leader: code(() => sleep(900)),
  })

  const { counterexample } = await search(shop, {
    for: '20s',
    runs: 60,
    kinds: ['skewClock'],
    targets: ['leader'],
    store: false,
    holds: run => run.requests().outcomes.timeout === 0,
  })

  // 900 ms by a clock that is 10 % slow are a second.
  expect(counterexample?.faults.map(String)).toEqual([
    "skewClock('leader', { slow: 0.1 }).at('5s').for('100ms')",
  ])
})

describe('C8 code whose events take time', () => {
  const shop = (requests: number) =>
    system('shop', {
      users: clients({ rate: '1000/s', arrivals: 'steady', requests, call: 'web' }),
      web: code(async (_request, { call }) => call('db', 1), {
        calls: ['db'],
        cpuPerEvent: '2ms',
      }),
      db: store({ time: '10ms', concurrency: 100, answers: 1 }),
    })

  test('begins, and hears of each answer, after the time of an event', async () => {
    const run = await simulate(shop(1), { for: '1s' })

    expect(run.latency('p50')).toBe(2 + 10 + 2)
  })

  test('does one after another, so that the last of many waits for all', async () => {
    const run = await simulate(shop(100), { for: '1s' })

    // 100 requests of two events each, and the last one comes at 99 ms.
    expect(run.latency('p99.9')).toBeCloseTo(200 * 2 - 99, 6)
  })

  test('takes longer when it is slowed', async () => {
    const slowed = await simulate(shop(1), { for: '1s', faults: [slow('web', { factor: 3 })] })
    const throttled = await simulate(shop(1), {
      for: '1s',
      faults: [throttleCpu('web', { to: 0.5 })],
    })

    expect(slowed.latency('p50')).toBe(6 + 10 + 6)
    expect(throttled.latency('p50')).toBe(4 + 10 + 4)
  })

  test('holds up its own timers while it computes', async () => {
    const ticks: number[] = []
    const busy = system('busy', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: code(
        async (_request, { work }) => {
          const timer = setInterval(() => ticks.push(Date.now() % 60_000), 10)
          await work('100ms')
          await sleep(25)
          clearInterval(timer)
        },
        { cpuPerEvent: '1ms' },
      ),
    })
    await simulate(busy, { for: '1s' })

    // The request begins at 1 ms; the first tick is due at 11 ms, amid work until 101 ms.
    expect(ticks[0]).toBe(102)
  })
})
