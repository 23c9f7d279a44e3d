/** D2: three hops wait for one stuck store. Who gives up when, and who works on for nobody. */
import { call, crash, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { attemptsOf, once, story } from '../world/support/story.ts'

/** Each hop waits 5 s for the next and tries once more, three hops deep. */
const hops = (propagateDeadlines: boolean) =>
  system(
    'hops',
    {
      users: once(call('a', { timeout: '5s' }), { timeout: '1m' }),
      a: service({ handle: [call('b', { timeout: '5s', optional: true }), call('b2')] }),
      b: service({ handle: call('stuck') }),
      b2: service({ handle: [call('c', { timeout: '5s', optional: true }), call('c2')] }),
      c: service({ handle: call('stuck') }),
      c2: service({ handle: call('stuck', { timeout: '5s' }) }),
      stuck: store({ time: '1ms' }),
    },
    { propagateDeadlines },
  )

const play = (propagateDeadlines: boolean) =>
  simulate(hops(propagateDeadlines), { for: '20s', trace: true, faults: [crash('stuck')] })

describe('D2 three hops with time-outs of 5 s', () => {
  it('fail one after another at 5, 10 and 15 s, long after the client has gone', () => {
    const run = play(false)
    expect(story(run)).toEqual([[0, 5_000, 'timeout']])
    expect(attemptsOf(run, 'a->b')).toEqual([[0, 5_000, 'timeout']])
    expect(attemptsOf(run, 'b2->c')).toEqual([[5_000, 10_000, 'timeout']])
    expect(attemptsOf(run, 'c2->stuck')).toEqual([[10_000, 15_000, 'timeout']])
    expect(run.at('a').wasted.count).toBe(1)
  })

  it('do nothing after 5 s when they know their callers’ deadlines', () => {
    const run = play(true)
    expect(story(run)).toEqual([[0, 5_000, 'timeout']])
    expect(run.facts('attempt').map(({ attempt }) => attempt.until)).toEqual([5_000, 5_000, 5_000])
    expect([run.at('b2').issued, run.at('c').issued, run.at('c2').issued]).toEqual([0, 0, 0])
    for (const name of ['a', 'b'] as const) {
      expect(run.at(name, { between: ['5s', '20s'] }).inFlight.mean).toBe(0)
    }
  })
})
