/** F13: a run that is ended early is the run for so long. */
import {
  call,
  clients,
  crash,
  publish,
  queue,
  service,
  type Simulation,
  start,
  store,
  system,
  UsageError,
  worker,
} from 'gameday'
import { expect, describe, it } from 'vitest'

const shop = system('shop', {
  people: clients({
    users: 20,
    think: '300ms',
    tasks: { browse: { weight: 1, steps: [call('web'), call('web')] } },
  }),
  robots: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
  web: service({
    concurrency: 50,
    queue: 10,
    handle: [
      call('db', {
        timeout: '100ms',
        retry: { attempts: 2 },
        breaker: { consecutive: 5, openFor: '1s' },
      }),
      publish('outbox'),
    ],
  }),
  db: store({ concurrency: 10, time: '10ms' }),
  outbox: queue({ capacity: 1_000 }),
  sender: worker({ of: 'outbox', concurrency: 1, handle: [call('smtp')] }),
  smtp: store({ time: '10ms' }),
})

const faults = [crash('db').at('2s').for('3s')]
const starting = (length: '10s' | '6s'): Simulation =>
  start(shop, { for: length, faults, resolution: '500ms' })

/** All that was recorded; where nothing comes any more there are more slots, of nothing. */
const numbersOf = (simulation: Pick<Simulation, 'recording'>): string =>
  JSON.stringify(simulation.recording).replaceAll(/(,0)+\]/g, ']')

describe('F13 a run that is ended early', () => {
  it('is the run for so long, number by number', () => {
    const [early, short] = [starting('10s').finishAt('6s'), starting('6s').finish()]
    expect(numbersOf(early)).toBe(numbersOf(short))
    expect(early.recording.events).toBe(short.recording.events)
    expect(early.availability({ between: ['5s', '6s'] })).toBe(
      short.availability({ between: ['5s', '6s'] }),
    )
  })

  it('asks for times by how they ended as the short run does', () => {
    const [early, short] = [starting('10s').finishAt('6s'), starting('6s').finish()]
    const question = { ended: 'ok', by: 'completion' } as const
    expect(early.times(question).percentile('p99')).toBe(short.times(question).percentile('p99'))
    expect(early.origin?.forMs).toBe(6_000)
  })

  it('is the whole run where it ends when it was to end', () => {
    const [early, whole] = [starting('10s').finishAt('10s'), starting('10s').finish()]
    expect(early.recording.digest()).toBe(whole.recording.digest())
  })

  it.each([
    ['6.1s', 'no slot of this recording begins at 6100ms'],
    ['20s', 'no slot of this recording begins at 20s'],
    ['1s', 'so its load cannot end at 1s'],
  ] as const)('does not end at %s', (moment, why) => {
    const simulation = starting('10s')
    simulation.runUntil('5s')
    const finishing = (): unknown => simulation.finishAt(moment)
    expect(finishing).toThrow(UsageError)
    expect(finishing).toThrow(why)
  })
})
