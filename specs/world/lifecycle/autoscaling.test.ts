/** Autoscalers: what they see, when they decide, and when new replicas take requests. */
import {
  type AutoscalingSpec,
  change,
  clients,
  publish,
  queue,
  type Run,
  service,
  simulate,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

/** Ten requests a second, each for a quarter of one: two and a half replicas are busy. */
const api = (replicas: number | AutoscalingSpec, more: object = {}) =>
  system('api', {
    users: clients({ rate: '10/s', arrivals: 'steady', call: 'api', timeout: '1m' }),
    api: service({ replicas, concurrency: 1, handle: work('250ms'), ...more }),
  })

const target = { utilisation: '50%' } as const

const told = (run: Run): string[] =>
  run
    .facts('replica')
    .filter(({ is }) => is !== 'unready')
    .map(({ at, replica, is }) => `${at} #${replica} ${is}`)

const decisions = (run: Run): string[] =>
  run.changes.flatMap(({ periods }) => periods.map(({ from, began }) => `${from} ${began}`))

describe('A9 an autoscaler', () => {
  it('looks every 15 s, and adds as many as bring what each does to its target', () => {
    const run = simulate(api({ min: 4, max: 10, target }), { for: '2m' })
    expect(decisions(run)).toEqual([
      '15000 utilisation 62.2% of each, where 50% is wanted: from 4 to 5 replicas',
    ])
    expect(told(run)).toEqual(['15000 #4 added'])
    expect(run.changes[0].fault).toBe('autoscaler of api')
    expect(run.at('api', { between: ['30s', '2m'] }).utilisation).toBeCloseTo(0.5, 2)
  })

  it('adds them after a delay, and then they start', () => {
    const slow = api({ min: 4, max: 10, target, delay: '30s' }, { start: work('10s') })
    expect(told(simulate(slow, { for: '2m' }))).toEqual(['15000 #4 added', '55000 #4 ready'])
  })

  it('begins with as many as are said, and takes away what is too much after 5 minutes', () => {
    const run = simulate(api({ min: 2, max: 10, initial: 10, target }), { for: '10m' })
    expect(decisions(run)).toEqual([
      // Ten were wanted at 0, which is over at 300 s.
      '300000 utilisation 25% of each, where 50% is wanted: from 10 to 5 replicas',
    ])
    expect(told(run)).toEqual([5, 6, 7, 8, 9].map(replica => `300000 #${replica} removed`))
    expect(run.availability()).toBe(1)
  })

  it('goes by the rate that comes to each', () => {
    const rate = { rate: '2/s' } as const
    const run = simulate(api({ min: 3, max: 10, target: rate }), { for: '1m' })
    expect(decisions(run)).toEqual([
      '15000 rate 3.33/s of each, where 2/s is wanted: from 3 to 5 replicas',
    ])
  })

  it('goes by the messages that wait for a worker', () => {
    const jobs = system('jobs', {
      users: once('web', { rate: '20/s', requests: 600, timeout: '5s' }),
      web: service({ handle: publish('jobs') }),
      jobs: queue({ latency: 0 }),
      mailer: worker({
        of: 'jobs',
        replicas: { min: 1, max: 8, target: { queue: 50 }, stabilisationWindow: '30s' },
        handle: work('100ms'),
      }),
    })
    const run = simulate(jobs, { for: '5m' })
    // Ten a second are left over: 150 at 15 s.
    expect(decisions(run)[0]).toBe(
      '15000 queue 150 of each, where 50 is wanted: from 1 to 3 replicas',
    )
    expect(run.queue('jobs').acknowledged).toBe(600)
    expect(decisions(run).at(-1)).toMatch(/to 1 replicas$/)
  })

  it('counts nobody twice: those on their way are not asked for again', () => {
    const slow = api({ min: 2, max: 10, target }, { start: work('1m') })
    const run = simulate(slow, { for: '5m' })
    expect(told(run).slice(0, 4)).toEqual([
      '15000 #2 added',
      '15000 #3 added',
      '75000 #2 ready',
      '75000 #3 ready',
    ])
  })
})

describe('a change of an autoscaler', () => {
  it('of its bounds adds at once what is missing', () => {
    const more = change('api', { replicas: { min: 8 } }).at('20s')
    const run = simulate(api({ min: 5, max: 10, target }), { for: '1m', changes: [more] })
    expect(told(run)).toEqual([5, 6, 7].map(replica => `20000 #${replica} added`))
  })

  it('of its slots counts from when it was made: before, there were as many as before', () => {
    const changes = [change('api', { concurrency: 1 }).at('14s')]
    const run = simulate(api({ min: 4, max: 10, target }, { concurrency: 10 }), {
      for: '40s',
      changes,
    })
    expect(decisions(run)).toEqual([
      '14000 planned',
      '30000 utilisation 62.5% of each, where 50% is wanted: from 4 to 5 replicas',
    ])
  })

  it('is checked with those that count at the same time, and with no others', () => {
    const declared = api({ min: 1, max: 5, target })
    const fixed = change('api', { replicas: 2 }).at('5s').for('5s')
    const higher = change('api', { replicas: { max: 9 } })
    for (const changes of [
      [fixed, higher.at('10s')],
      [higher.at('10s'), fixed],
    ]) {
      const made = simulate(declared, { for: '20s', changes }).changes
      expect(made.filter(({ kind, periods }) => kind === 'change' && periods[0])).toHaveLength(2)
    }
    const both = { for: '20s', changes: [fixed, higher.at('9s')] } as const
    const twice = `${fixed} and ${higher.at('9s')}: api › replicas › min`
    expect(() => simulate(declared, both)).toThrow(twice)
    const fewer = change('api', { replicas: { max: 2 } }).at('1s')
    const more = change('api', { replicas: { min: 4 } }).at('2s')
    const three = { for: '20s', changes: [fewer, more, higher.at('9s')] } as const
    expect(() => simulate(declared, three)).toThrow(`${fewer} and ${more}: api › replicas`)
  })

  it('to a number ends it, for as long as the change lasts', () => {
    const fixed = change('api', { replicas: 2 }).at('10s').for('50s')
    const run = simulate(api({ min: 5, max: 10, target }), { for: '2m', changes: [fixed] })
    expect(told(run)).toEqual([
      '10000 #2 removed',
      '10000 #3 removed',
      '10000 #4 removed',
      '60000 #2 added',
      '60000 #3 added',
      '60000 #4 added',
      ...told(run).slice(6),
    ])
    expect(run.at('api', { between: ['15s', '60s'] }).utilisation).toBeCloseTo(1, 2)
  })

  it('may give one to what had a number', () => {
    const scaled = change('api', { replicas: { min: 4, max: 9, target } }).at('10s')
    const run = simulate(api(4), { for: '1m', changes: [scaled] })
    expect(told(run)).toEqual(['25000 #4 added'])
  })
})
