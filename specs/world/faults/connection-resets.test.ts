/** C2: connections that are reset: after a time, after some bytes, or at once. */
import {
  call,
  type Fault,
  type KeepAliveSpec,
  resetConnections,
  simulate,
  store,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

type Load = Parameters<typeof once>[1]

/** Requests of 1 KB to a store that takes 10 ms, over 5 ms each way; connected in 10 ms. */
const over = (keepAlive: KeepAliveSpec, load: Load) =>
  system(
    'linked',
    {
      users: once(call('db', { request: '1KB', response: '3KB' }), load),
      db: store({ time: '10ms' }),
    },
    { network: { 'users->db': { latency: '5ms', connection: { tls: 0 }, keepAlive } } },
  )

type Linked = ReturnType<typeof over>

const play = (declared: Linked, fault: Fault<'users->db' | 'db'>) =>
  simulate(declared, { for: '1s', trace: true, faults: [fault] })

const ends = (declared: Linked, fault: Fault<'users->db' | 'db'>) =>
  story(play(declared, fault)).map(([, until, outcome]) => [Math.round(until), outcome])

/** At 0, 10, 20, … */
const steady = { rate: '100/s', requests: 6 } as const

/** Four requests at once. */
const burst = { rate: '1000000/s', requests: 4 } as const

describe('connections that are reset', () => {
  it('fail what is on them at once, wherever it is; the store does it all the same', () => {
    const fault = resetConnections('users->db').at('27ms').for('1ms')
    const run = play(over({}, steady), fault)
    // Of 0 on its way back, of 10 on its way there; the one of 20 is being made.
    expect(story(run)).toEqual([
      [0, 27, 'error'],
      [10, 27, 'error'],
      [20, 50, 'ok'],
      [30, 60, 'ok'],
      [40, 70, 'ok'],
      [50, 80, 'ok'],
    ])
    expect(run.on('users->db').reasons).toEqual([{ because: 'connection reset', count: 2 }])
    expect(run.at('db').outcomes.ok).toBe(6)
    expect(run.faults).toMatchObject([{ touched: 2 }])
  })

  it('take one request each with them, or all where they share one', () => {
    const fault = resetConnections('users->db').at('21ms').for('1ms')
    expect(ends(over({ most: 1 }, burst), fault)).toEqual([
      [21, 'error'],
      [51, 'ok'],
      [71, 'ok'],
      [91, 'ok'],
    ])
    expect(ends(over({ most: 1, atOnce: 9 }, burst), fault)).toEqual([
      [21, 'error'],
      [21, 'error'],
      [21, 'error'],
      [21, 'error'],
    ])
  })

  it('are reset as soon as they are made, as long as it lasts', () => {
    const fault = resetConnections('users->db').for('35ms')
    // Made at 10, 20 and 30, and reset with the request that was the first to need it; then at 40.
    expect(ends(over({ most: 1 }, steady), fault)).toEqual([
      [10, 'error'],
      [20, 'error'],
      [30, 'error'],
      [60, 'ok'],
      [80, 'ok'],
      [100, 'ok'],
    ])
  })

  it('last so long, from when they were made or the fault began', () => {
    const load = { rate: '100/s', requests: 10 } as const
    const fault = resetConnections('users->db', { after: '25ms' }).at('16ms').for('100ms')
    // Made at 10 and reset at 41; made from 50 to 60 and reset at 85; made from 90 to 100.
    expect(ends(over({ most: 1, atOnce: 9 }, load), fault)).toEqual([
      [30, 'ok'],
      [30, 'ok'],
      [40, 'ok'],
      [41, 'error'],
      [41, 'error'],
      [80, 'ok'],
      [80, 'ok'],
      [85, 'error'],
      [85, 'error'],
      [120, 'ok'],
    ])
  })

  it('carry so many bytes, both ways together', () => {
    const fault = resetConnections('users->db', { bytes: '9KB' })
    // 4 KB each: the third request is the ninth, and with its answer there would be 12.
    expect(ends(over({ most: 1 }, { rate: '20/s', requests: 6 }), fault)).toEqual([
      [30, 'ok'],
      [70, 'ok'],
      [115, 'error'],
      [180, 'ok'],
      [220, 'ok'],
      [265, 'error'],
    ])
  })

  it('may be a share of them', () => {
    const fault = resetConnections('users->db').share('50%').at('21ms').for('1ms')
    const told = ends(over({}, { ...burst, requests: 1_000 }), fault)
    const errors = told.filter(([, outcome]) => outcome === 'error').length
    // Binomial, with a deviation of 16: beyond 65 once in 20,000 seeds.
    expect(Math.abs(errors - 500)).toBeLessThan(65)
  })

  it('must be there', () => {
    const plain = system('plain', { users: once('db'), db: store({ time: '10ms' }) })
    expect(() => simulate(plain, { for: '1s', faults: [resetConnections('users->db')] })).toThrow(
      '"users->db" has no connections',
    )
  })
})
