/** Finite resources: what requests hold, what leaks, and what happens when there is no more. */
import {
  call,
  clients,
  exhaust,
  leak,
  publish,
  queue,
  service,
  simulate,
  store,
  system,
  work,
  worker,
  type ResourcesSpec,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { play, shop } from './support/ten-inside.ts'
import { counts, once, story } from '../support/story.ts'

describe('C6 connections', () => {
  it('are held while a request is inside; who finds none is refused', () => {
    const run = play({ connections: 8 })
    expect(
      story(run)
        .map(([, , outcome]) => outcome)
        .slice(0, 12),
    ).toEqual([...Array.from({ length: 8 }, () => 'ok'), 'rejected', 'rejected', 'ok', 'ok'])
    expect(run.at('api').reasons).toEqual([{ because: 'too many connections', count: 4 }])
    const { connections } = run.at('api').resources
    expect(connections).toMatchObject({ size: 8, peak: 8, denied: 4 })
    expect(connections.mean * run.recording.endedAt).toBeCloseTo(16 * 100, 6)
  })

  it('may be taken by something else, which leaves those inside theirs', () => {
    const run = play(
      { connections: 50 },
      { faults: [exhaust('api', 'connections').at('25ms').for('40ms')] },
    )
    expect(
      story(run)
        .map(([, , outcome]) => outcome)
        .slice(0, 8),
    ).toEqual(['ok', 'ok', 'ok', 'rejected', 'rejected', 'rejected', 'rejected', 'ok'])
    expect(run.at('api').resources.connections.peak).toBe(50)
    expect(run.faults[0].touched).toBe(4)
  })
})

describe('C6 open files', () => {
  it('go by as many as each request needs', () => {
    const run = play({ fileDescriptors: { size: 10, each: 3 } })
    expect(run.at('api').resources.fileDescriptors.peak).toBe(9)
    expect(run.at('api').reasons[0].because).toBe('too many open files')
  })
})

describe('C6 ephemeral ports', () => {
  it('are not free again at once: rate × (time inside + lingering) are in use', () => {
    const busy = (size: number) =>
      play({ ports: { size, lingers: '2s' } }, { requests: 1_000 }).at('api')
    // 100/s for 2.1 s: 210 ports.
    expect(counts(busy(210).outcomes)).toEqual({ ok: 1_000 })
    expect(busy(210).resources.ports.peak).toBe(210)
    expect(counts(busy(200).outcomes)).toEqual({ ok: 960, rejected: 40 })
  })
})

describe('C6 memory', () => {
  it('used up kills the replica: all inside is lost, and it starts again cold', () => {
    const memory = { size: '100MB', idle: '20MB', each: '10MB', restart: '1s' } as const
    const run = play({ memory }, { requests: 120 })
    // Eight are inside at 70 ms; the ninth, at 80 ms, breaks it. Nobody gets in until
    // 1.08 s; and from 1.16 s on, when the next ninth has broken it.
    expect(
      story(run)
        .slice(0, 9)
        .map(([, until, outcome]) => [until, outcome]),
    ).toEqual([...Array.from({ length: 8 }, () => [80, 'error']), [80, 'rejected']])
    expect(
      story(run)
        .slice(9, 108)
        .every(([at, until]) => at === until),
    ).toBe(true)
    expect(run.at('api').reasons).toContainEqual({ because: 'connection refused', count: 102 })
    expect(run.at('api').resources.memory).toMatchObject({ size: 1e8, peak: 1e8, denied: 2 })
  })
})

describe('C6 disk space', () => {
  it('is used up for good by those who write, and they alone fail', () => {
    const run = play(
      { diskSpace: { size: '10MB', each: '1MB', writes: '50%' } },
      { requests: 1_000 },
    )
    const { ok, rejected } = run.at('api').outcomes
    // Ten have written; half of the rest are turned away: four standard deviations are 63.
    expect(Math.abs(rejected - 490)).toBeLessThan(63)
    expect(ok).toBe(1_000 - rejected)
    expect(run.at('api').reasons).toEqual([{ because: '507', count: rejected }])
  })
})

describe('C6 the processor', () => {
  it('is shared: twice the requests of its cores take twice as long', () => {
    const two = system('two', {
      users: once('api', { rate: '1000/s', requests: 4 }),
      api: service({ resources: { cpu: 2 }, handle: work('100ms') }),
    })
    const run = simulate(two, { for: '1s', trace: true })
    // Alone at 0, two at 1, three at 2 (2/3 of full speed), four at 3 (half).
    const [first] = story(run).map(([, until]) => until)
    expect(first).toBeCloseTo(3 + (100 - 2 - 2 / 3) * 2, 9)
    expect(run.at('api').latency.mean).toBeGreaterThan(190)
  })

  it('does not slow those who wait for somebody else', () => {
    const one = system('one', {
      users: once('api', { rate: '50/s', requests: 5 }),
      api: service({ resources: { cpu: 1 }, handle: [work('10ms'), call('db')] }),
      db: store({ time: '100ms' }),
    })
    expect(simulate(one, { for: '1s' }).at('api').latency.mean).toBeCloseTo(110, 9)
  })
})

describe('C6 disk and network', () => {
  it('serve one request after another: with more than they can do all wait ever longer', () => {
    const run = play({ diskIo: '50/s' }, { requests: 4 })
    // 20 ms each, 10 ms apart.
    expect(story(run).map(([, until]) => until)).toEqual([120, 140, 160, 180])
    const both = play(
      { diskIo: { rate: '100/s', each: 2 }, bandwidth: { rate: '1Gbps', each: '1MB' } },
      { requests: 2 },
    )
    expect(story(both).map(([, until]) => until)).toEqual([128, 148])
  })
})

describe('C6 memory of a worker', () => {
  const post = (memory: { size: number; each: number }) =>
    system('post', {
      users: once(publish('letters'), { rate: '1000/s', requests: 4 }),
      letters: queue({ latency: 0, deliveries: 3, redeliverAfter: '500ms' }),
      postman: worker({
        of: 'letters',
        concurrency: 4,
        resources: { memory: { ...memory, restart: '100ms' } },
        handle: work('50ms'),
      }),
    })
  const delivered = (memory: { size: number; each: number }) =>
    simulate(post(memory), { for: '5s' }).queue('letters')

  it('that four letters break is broken by them again and again, until they are given up', () => {
    expect(delivered({ size: 4, each: 1 })).toMatchObject({ acknowledged: 4, deliveries: 4 })
    const broken = delivered({ size: 3, each: 1 })
    expect(broken).toMatchObject({ published: 4, deadLettered: 4, deliveries: 12 })
  })
})

describe('C6 resources', () => {
  it('of each replica are its own', () => {
    const pair = system('pair', {
      users: once('api', { rate: '100/s', requests: 8 }),
      api: service({ replicas: 2, resources: { connections: 1 }, handle: work('100ms') }),
    })
    const run = simulate(pair, { for: '1s', faults: [exhaust('api#0', 'connections')] })
    expect(counts(run.at('api').outcomes)).toEqual({ ok: 1, rejected: 7 })
    expect(run.at('api').resources.connections).toMatchObject({ size: 2, peak: 2 })
  })

  it('are numbers over time: by window', () => {
    const run = play({ connections: 20 }, { requests: 10 })
    expect(run.at('api', { between: [0, '1s'] }).resources.connections.peak).toBe(10)
    expect(run.at('api', { between: ['1s', '2s'] }).resources.connections.peak).toBe(0)
  })

  it('that are not declared cannot run out', () => {
    expect(() => play({}, { faults: [exhaust('api', 'connections')] })).toThrow(
      '"api" has endless connections: it declares none',
    )
    expect(() => play({}, { faults: [leak('api', { each: '1MB' })] })).toThrow('declare it, as in')
  })

  it('that contradict themselves are told with their figures', () => {
    const told = (resources: ResourcesSpec) => () => shop(resources)
    expect(told({ memory: { size: '10MB', idle: '9MB', each: '2MB' } })).toThrow(
      '9000000 are in use before the first request takes 2000000, and there are 10000000 in all',
    )
    expect(told({ connections: { size: 2, each: 3 } })).toThrow('a request takes 3 of it')
    expect(told({ diskIo: '0/s' })).toThrow('no request would ever begin')
    expect(told({ connections: 0 })).toThrow('is not a whole number')
    expect(told({ cpu: 0 })).toThrow('is not a number of cores')
    expect(told({ files: 3 } as ResourcesSpec)).toThrow('there is no option "files"')
  })

  it('of clients are none', () => {
    const strange = { resources: { cpu: 1 } }
    const users = clients({ rate: '1/s', call: 'db', ...strange })
    expect(() => system('strange', { users, db: store({ time: 1 }) })).toThrow(
      'there is no option "resources"',
    )
  })
})
