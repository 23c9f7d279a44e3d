/** Who is more important interrupts work under way, which goes on where it was. */
import {
  call,
  clients,
  crash,
  type Fault,
  pause,
  service,
  type SheddingSpec,
  simulate,
  slow,
  store,
  system,
  systemFrom,
  trace,
  work,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything } from '../../kernel/support/mistakes.ts'
import { told, users } from '../../declare/support/told.ts'

const preemptive = { order: 'priority', preemptive: true } as const

const clerk = (shedding: SheddingSpec, queue = 100) =>
  store({ concurrency: 1, time: '10ms', queue, shedding })

const at = (...arrivals: readonly number[]) => trace({ arrivals })

const desk = (shedding: SheddingSpec = preemptive, queue = 100) =>
  system('desk', {
    urgent: clients({ load: at(4), call: 'clerk', priority: 1 }),
    usual: clients({ load: at(0, 2), call: 'clerk' }),
    idle: clients({ load: at(1), call: 'clerk', priority: 9 }),
    clerk: clerk(shedding, queue),
  })

/** When each came and was answered, in the order in which they came. */
const storyOf = (shop: ReturnType<typeof desk>, faults: readonly Fault<'clerk'>[] = []) =>
  simulate(shop, { for: '1s', faults, trace: true }).recording.journeys.map(
    ({ at: came, until, outcome }) => [came, until, outcome],
  )

describe('a preemptive queue', () => {
  it('serves who is more important at once, and goes on with the rest of the work', () => {
    // 4 ms of the first, the urgent one, the other 6 ms of the first; the usual, and the idle one.
    expect(storyOf(desk())).toEqual([
      [0, 20, 'ok'],
      [1, 40, 'ok'],
      [2, 30, 'ok'],
      [4, 14, 'ok'],
    ])
    expect(storyOf(desk({ order: 'priority' }))).toEqual([
      [0, 10, 'ok'],
      [1, 40, 'ok'],
      [2, 30, 'ok'],
      [4, 20, 'ok'],
    ])
  })

  it('counts interruptions as waiting, and no work twice', () => {
    const run = simulate(desk(), { for: '1s', trace: true })
    const { waiting, working, utilisation, queue } = run.at('clerk')
    expect([working.mean, utilisation]).toEqual([10, 0.04])
    // 10 of the first that was interrupted, 29 of the idle, 18 of the usual, none of the urgent.
    expect(waiting.mean).toBeCloseTo(57 / 4, 10)
    expect(queue.mean).toBeCloseTo(0.057, 10)
    const [first] = run.recording.journeys
    expect(first.attempts[0].work).toEqual([
      { label: 'clerk', ms: 4 },
      { label: 'clerk', ms: 6 },
    ])
  })

  it('interrupts the least important, and of those the last that came', () => {
    const three = system('three', {
      urgent: clients({ load: at(5, 6), call: 'clerk', priority: 0 }),
      usual: clients({ load: at(0), call: 'clerk' }),
      idle: clients({ load: at(1, 2), call: 'clerk', priority: 9 }),
      clerk: store({ concurrency: 3, time: '10ms', shedding: preemptive }),
    })
    const run = simulate(three, { for: '1s', trace: true })
    expect(run.recording.journeys.map(journey => [journey.at, journey.until])).toEqual([
      [0, 10],
      [1, 15],
      [2, 22],
      [5, 15],
      [6, 16],
    ])
  })

  it('interrupts nobody who waits for a call', () => {
    const calling = system('calling', {
      urgent: clients({ load: at(4), call: 'web', priority: 1 }),
      usual: clients({ load: at(0), call: 'web' }),
      web: service({ concurrency: 1, shedding: preemptive, handle: [call('db'), work('3ms')] }),
      db: store({ time: '10ms' }),
    })
    const run = simulate(calling, { for: '1s', trace: true })
    expect(run.recording.journeys.map(journey => [journey.at, journey.until])).toEqual([
      [0, 13],
      [4, 26],
    ])
  })

  it('goes together with faults that slow and stop work', () => {
    // From 0 on all takes twice as long: 4 ms are 2 of the first, so 8 are left.
    expect(storyOf(desk(), [slow('clerk', { factor: 2 })])[0]).toEqual([0, 40, 'ok'])
    // Nothing goes on from 5 to 25.
    expect(storyOf(desk(), [pause('clerk').at(5).for('20ms')])).toEqual([
      [0, 40, 'ok'],
      [1, 60, 'ok'],
      [2, 50, 'ok'],
      [4, 34, 'ok'],
    ])
    const crashed = storyOf(desk(), [crash('clerk', { refuse: true }).at(5).for('1ms')])
    expect(crashed.map(([, until]) => until)).toEqual([5, 5, 5, 5])
  })

  it('turns others out of a full queue before it interrupts', () => {
    expect(storyOf(desk({ ...preemptive, evict: 'leastImportant' }, 1))).toEqual([
      [0, 20, 'ok'],
      [1, 2, 'rejected'],
      [2, 4, 'rejected'],
      [4, 14, 'ok'],
    ])
  })

  it('is the same system when it comes from JSON', () => {
    const again = systemFrom(JSON.parse(JSON.stringify(desk())))
    const digest = (shop: Parameters<typeof simulate>[0]) => simulate(shop, { for: '1s' }).digest
    expect(digest(again)).toBe(digest(desk()))
  })

  it.each([
    [
      { preemptive: true },
      "with order 'fifo' nobody is more important than another, and nobody is interrupted",
    ],
    [
      { ...preemptive, expectedWait: '1s' },
      'who may be interrupted by others cannot know how long it will wait',
    ],
  ])('%j is a mistake', (shedding, what) => {
    expect(told({ users, db: clerk(anything(shedding)) }).join()).toContain(what)
  })
})
