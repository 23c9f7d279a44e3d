/** A finished run cannot be changed by whoever is handed what it holds. */
import { call, clients, crash, type Run, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 100,
    handle: call('db', { timeout: '100ms', breaker: { consecutive: 5, openFor: '1s' } }),
  }),
  db: store({ time: '1ms' }),
})

const play = () =>
  simulate(shop, { for: '5s', trace: true, faults: [crash('db').at('2s').for('1s')] })

const deeds: { readonly [what: string]: (run: Run) => void } = {
  'its end': run => (run.recording.endedAt = -1),
  'its events': run => (run.recording.events = 0),
  'what it was': run => Object.assign(run.recording.identity, { seed: 'other' }),
  'a fault': run => Object.assign(run.faults[0], { touched: 0 }),
  'when a fault was in force': run => Object.assign(run.faults[0].periods[0], { from: 0 }),
  'the list of faults': run => void (run.faults as unknown[]).pop(),
  'a change of a breaker': run => Object.assign(run.facts('breaker')[0], { at: 0 }),
  'a journey': run => Object.assign(run.trace(0), { until: -1 }),
  'an attempt': run => Object.assign(run.trace(0).attempts[0].there, { latency: 9 }),
  'a warning': run => void (run.warnings as string[]).push('all is well'),
  'the meters': run => void run.recording.components.delete('db'),
  'the calls': run => run.recording.calls.clear(),
  'the edges of its slots': run => Object.assign(run.recording.grid.edges, { 1: 9 }),
}

describe('a finished run', () => {
  it.each(Object.entries(deeds))('does not let anybody change %s', (_, deed) => {
    const run = play()
    const { digest } = run
    expect(() => deed(run as unknown as Run)).toThrow(
      /read only|not extensible|does not change|Cannot/,
    )
    expect(run.digest).toBe(digest)
    expect(digest).toBe(play().digest)
  })
})
