/** Messages that pass each other: which ones are held back, for how long. */
import { clients, reorder, service, simulate, store, system, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { once, story } from '../support/story.ts'

/** Three requests, 10 ms apart, each 1 ms on its way there and back; messages are 1 to 6. */
const line = system(
  'line',
  { users: once('db', { requests: 3, rate: '100/s' }), db: store({ time: 0 }) },
  { network: { 'users->db': '1ms' } },
)
const play = (...messages: number[]) =>
  simulate(line, {
    for: '1s',
    trace: true,
    faults: [reorder('users->db', { within: '15ms', messages })],
  })
const ends = (run: ReturnType<typeof play>) => story(run).map(([, until]) => until)

describe('messages that are reordered', () => {
  it('are held back for the window, so that what comes behind arrives first', () => {
    expect(ends(play(1))).toEqual([17, 12, 22])
  })

  it('are counted both ways: the second is the answer to the first', () => {
    expect(ends(play(2))).toEqual([17, 12, 22])
    expect(ends(play(4))).toEqual([2, 27, 22])
  })

  it('are counted from when the fault began', () => {
    const later = reorder('users->db', { within: '15ms', messages: [1] }).at('5ms')
    expect(ends(simulate(line, { for: '1s', trace: true, faults: [later] }))).toEqual([2, 27, 22])
  })

  it('touch nobody where fewer came: the fault is told as one that tested nothing', () => {
    expect(() => play(7)).toThrow(/reorder\('users->db'/)
  })

  it('are all held back for a time drawn evenly, unless some are picked', () => {
    const crowd = system('crowd', {
      users: clients({ rate: '1000/s', call: 'db', timeout: '1s' }),
      db: store({ time: 0, concurrency: 1_000 }),
    })
    const faults = [reorder('users->db', { within: '10ms' })]
    const all = simulate(crowd, { for: '60s', faults })
    // Two of them a call, each even between 0 and 10 ms: 10 ms, give or take 10 / √6 ms.
    expect(all.requests().latency.mean).toBeCloseTo(10, 1)
    const some = simulate(crowd, { for: '60s', faults: [faults[0].share('30%')] })
    expect(some.requests().latency.mean).toBeCloseTo(3, 1)
  })

  it('end in another order where they work on the same thing', () => {
    const queue = system('queue', {
      users: once('web', { requests: 2, rate: '1000/s' }),
      web: service({ concurrency: 1, handle: [work('5ms')] }),
    })
    const faults = [reorder('users', { within: '2ms', messages: [1] })]
    const run = simulate(queue, { for: '1s', trace: true, faults })
    expect(story(run)).toEqual([
      [0, 11, 'ok'],
      [1, 6, 'ok'],
    ])
  })

  it('are held back over a link with a bandwidth as over one without', () => {
    const narrow = system(
      'narrow',
      { users: once('db', { requests: 2, rate: '100/s' }), db: store({ time: 0 }) },
      { network: { 'users->db': { latency: '1ms', bandwidth: '1Gbps' } } },
    )
    const faults = [reorder('users->db', { within: '15ms', messages: [1] })]
    expect(
      story(simulate(narrow, { for: '1s', trace: true, faults })).map(([, end]) => end),
    ).toEqual([17, 12])
  })
})
